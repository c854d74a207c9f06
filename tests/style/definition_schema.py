"""The schema of definitions, by somebody else's validator: what is right passes, what is wrong does not. Prints TAP."""
import json
import os
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError:
    print("1..0 # SKIP python3-jsonschema or python3-yaml is not installed")
    sys.exit(0)

root = os.environ["ESEP_SOURCE_ROOT"]


class Loader(yaml.SafeLoader):
    """YAML as Esep reads it: days and periods are texts."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

RIGHT = """
registers: {a: {from: [b.csv, 'postgresql://h/t'], date: [y, m, d], breaks: [{day: 2024-01-01, why: x}]}}
---
registers: {a: {from: b.csv, unit: {kk: сиыр}, dimensions: {d: , p: {part: hour, of: t}, v: {from: n, bands: [0, 18.5]}}}}
---
indicators: {s: {register: a, standardise: g, to: p, standard: s.csv}, p: {population: p.csv, where: "x = 1"}, n: {register: a, count: true}}
---
bulletin: {period: 2024, sections: [{heading: x, items: []}, {text: y}, {chart: {map: n, by: d, boundaries: b.geojson, property: p}}]}
"""

WRONG = """
{}
---
regsters: {}
---
registers: {a: {}}
---
registers: {a: {form: x.csv}}
---
registers: {a: {from: []}}
---
registers: {a: {from: b, unit: elephant}}
---
registers: {a: {from: b, unit: {en: [one]}}}
---
registers: {a: {from: b, date: [a, b, c, d]}}
---
registers: {a: {from: b, coverage: {from: 01.01.2024}}}
---
registers: {a: {from: b, breaks: [{why: x}]}}
---
registers: {a: {from: b, label: {de: x}}}
---
registers: {a: {from: b, dimensions: {x: {from: c, by: ../codes.csv}}}}
---
registers: {a: {from: b, dimensions: {x: {from: c, by: /etc/passwd}}}}
---
registers: {a: {from: b, dimensions: {x: {by: codes.csv}}}}
---
registers: {a: {from: b, dimensions: {x: {part: wekday}}}}
---
registers: {a: {from: b, dimensions: {x: {from: v, bands: [{label: z}]}}}}
---
registers: {a: {from: b, dimensions: {x: {from: v, bands: [5, {from: 6}]}}}}
---
indicators: {n: {}}
---
indicators: {n: {share: a}}
---
indicators: {n: {register: a, share: b, of: c}}
---
indicators: {n: {register: a, count: false}}
---
indicators: {n: {register: a, decimals: 9}}
---
indicators: {n: {register: a, polarity: bad}}
---
bulletin: {}
---
bulletin: {min_base: 5, sections: [{text: x}]}
---
bulletin: {sections: [{table: n, chart: {line: n}}]}
---
bulletin: {sections: [{items: [], table: n}]}
---
bulletin: {sections: [{movers: n}]}
---
bulletin: {sections: [{chart: {}}]}
---
bulletin: {sections: [{chart: {bars: n}}]}
---
bulletin: {sections: [{chart: {pie: n}}]}
"""


def main():
    with open(f"{root}/docs/definition.schema.json", encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    with open(f"{root}/examples/karaganda/bulletin.yaml", encoding="utf-8") as file:
        cases = [("the example", file.read(), True)]
    with open(f"{root}/docs/definitions.md", encoding="utf-8") as file:
        examples = re.findall(r"^```yaml bulletin.yaml\n(.*?)^```$", file.read(), re.M | re.S)
    cases += [("the example of the page", text, True) for text in examples]
    cases += [(text.strip(), text, True) for text in RIGHT.split("---")]
    cases += [(text.strip(), text, False) for text in WRONG.split("---")]
    failed = 0
    for number, (name, text, right) in enumerate(cases, 1):
        errors = list(validator.iter_errors(yaml.load(text, Loader)))
        good = (not errors) == right
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} {'valid' if right else 'invalid'}: {name[:70]!r}")
        for error in errors if not good else []:
            print(f"# {error.json_path}: {error.message[:200]}")
    print(f"1..{len(cases)}")
    return 1 if failed or len(examples) != 1 else 0


sys.exit(main())
