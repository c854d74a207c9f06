/* text_findings.h - findings and marked passages as lines of a terminal. */
#ifndef RENDER_TEXT_FINDINGS_H
#define RENDER_TEXT_FINDINGS_H

#include "document/document.h"
#include "render/lines.h"
#include "render/render.h"

/** "✗ [2] …", and its grounds moved in. */
void text_finding(lines *to, const document_finding *finding, const render_options *options);
/** The lines of the passage that have a figure, each figure with its sign and number behind it: 38,8% [✗ 2]; "…" for those left out. */
void text_passage(lines *to, const document_passage *passage, const render_options *options);

#endif
