#include "cli/command.h"

const command *const commands[] = {&command_change, &command_report, &command_explain,  &command_check,
                                   &command_cube,   &command_init,   &command_validate, &command_load,
                                   &command_help,   &command_man,    &command_version,  (const command *)0};
