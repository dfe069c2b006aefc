"""Reads exports with programs that are not Vorlage's: `readers.py FOLDER`, where FOLDER holds one file a format and counts.json.

Prints a line a format: `ok NAME`, `absent NAME: what is missing`; ends with 1 and what was wrong otherwise.
"""
import csv, importlib, json, pathlib, re, sys, xml.etree.ElementTree as et

folder = pathlib.Path(sys.argv[1])
counts = json.loads((folder / "counts.json").read_text(encoding="utf-8"))
nodes = set(counts["nodes"])
TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"


def need(name):
    return importlib.import_module(name)


def back(text):
    return re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)


def read(name):
    return (folder / name).read_bytes().decode("utf-8")


def same_nodes(graph):
    assert {back(n) for n in graph.nodes} == nodes, "nodes"
    assert graph.number_of_edges() == counts["edges"], "edges"
    for _, _, edge in graph.edges(data=True):
        assert edge["kind"], edge
    # An edge to a lost text has no measure.
    measured = [edge for _, _, edge in graph.edges(data=True) if "direction_confidence" in edge]
    assert len(measured) == counts["copies"]
    assert all(0 <= edge["weight"] <= 1 and 0 <= edge["direction_confidence"] <= 1 for edge in measured)


def graphml():
    same_nodes(need("networkx").read_graphml(folder / "graphml"))


def gexf():
    graph = need("networkx").read_gexf(folder / "gexf", version="1.3")
    same_nodes(graph)
    held = [n for n, node in graph.nodes(data=True) if node["held"]]
    assert len(held) == counts["documents"]
    for _, node in graph.nodes(data=True):
        assert node["story_origins_at_least"] <= node["story_origins"] <= node["story_origins_at_most"]
    root = et.parse(folder / "gexf").getroot()
    assert root.get("version") == "1.3"
    for node in root.iter("{http://gexf.net/1.3}node"):
        assert node.get("start") is None or re.fullmatch(r"\d{4}-\d\d-\d\d", node.get("start"))


def dot():
    graphs = need("pydot").graph_from_dot_data(read("dot"))
    assert len(graphs) == 1
    edges = sum(len(g.get_edges()) for g in graphs[0].get_subgraphs())
    assert edges == counts["edges"], edges


def table(name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    for row in rows:
        assert None not in row and None not in row.values(), row
        for cell in row.values():
            assert not re.match(r"[=+@\t\r]|-\D", cell), cell
    return [{k: v[1:] if v[:1] == "'" else v for k, v in row.items()} for row in rows]


def gephi():
    assert {row["Id"] for row in table("gephi-nodes")} == nodes
    edges = table("gephi-edges")
    assert len(edges) == counts["edges"]
    assert all(row["Source"] in nodes and row["Target"] in nodes for row in edges)
    assert table("csv") == edges


def prov():
    model = need("prov.model")
    document = model.ProvDocument.deserialize(content=read("prov"), format="json")
    kinds = lambda kind: list(document.get_records(kind))
    assert len(kinds(model.ProvDerivation)) == counts["edges"]
    held = {next(iter(e.get_attribute("vorlage:id"))) for e in kinds(model.ProvEntity)}
    assert nodes <= held
    assert len(kinds(model.ProvActivity)) == 1
    assert "xsd:dateTime" not in read("prov")


TEXT = {"type": "string"}
URI = {"type": "string", "pattern": "^[a-z][a-z0-9+.-]*:[^\\s<>\"]*$"}
PERCENT = {"type": "integer", "minimum": 0, "maximum": 100}


def closed(properties, required=()):
    return {"type": "object", "additionalProperties": False, "properties": properties, "required": list(required)}


def many(item):
    return {"type": "array", "items": item}


# What ninjs 3.1 allows of the properties that Vorlage writes; everything else is refused.
VALUED = many(closed({"role": TEXT, "contentType": TEXT, "charCount": {"type": "integer"}, "value": TEXT}, ["value"]))
ITEM = {
    "uri": URI, "type": {"const": "text"}, "representationType": {"enum": ["full", "partial"]}, "title": TEXT, "by": TEXT,
    "language": TEXT, "headlines": VALUED, "bodies": VALUED, "descriptions": VALUED,
    "contentCreated": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"},
    "standard": closed({"name": {"const": "ninjs"}, "version": {"const": "3.1"}, "schema": URI}),
    "infoSources": many(closed({"name": TEXT, "role": TEXT, "uri": URI, "literal": TEXT})),
    "subjects": many(closed({"name": TEXT, "rel": TEXT, "uri": URI, "literal": TEXT, "creator": TEXT, "relevance": PERCENT, "confidence": PERCENT})),
    "altIds": many(closed({"role": TEXT, "value": TEXT})),
}
NINJS = closed(ITEM | {"associations": many(closed(ITEM | {"name": TEXT, "rel": TEXT}, ["name", "uri"]))}, ["uri"])


def ninjs():
    validator = need("jsonschema").Draft202012Validator(NINJS)
    items = [json.loads(line) for line in read("ninjs").split("\n")[:-1]]
    assert len(items) == counts["documents"]
    for item in items:
        validator.validate(item)
    links = [a for item in items for a in item.get("associations", [])]
    assert len(links) == counts["copies"] and all(a["rel"] == "derivedFrom" for a in links)


def tei():
    try:
        root = need("lxml.etree").parse(str(folder / "tei")).getroot()
    except ModuleNotFoundError:
        root = et.parse(folder / "tei").getroot()
    names = [e.get(ID) for e in root.iter() if isinstance(e.tag, str) and e.get(ID)]
    assert len(names) == len(set(names)), "ids are not unique"
    texts = {}
    for family in root.iter(TEI + "TEI"):
        witnesses = {w.get(ID): back(w.find(TEI + "idno").text) for w in family.iter(TEI + "witness")}
        for relation in family.iter(TEI + "relation"):
            assert relation.get("active")[1:] in witnesses and relation.get("passive")[1:] in witnesses
        for app in family.iter(TEI + "app"):
            readings = app.findall(TEI + "rdg")
            assert readings and len(app) == len(readings)
            for reading in readings:
                assert reading.get("wit")[1:] in witnesses, reading.get("wit")
                words = back("".join(reading.itertext()))
                texts.setdefault(witnesses[reading.get("wit")[1:]], []).append((int(reading.get("n")), words))
    rebuilt = {id: "".join(words for _, words in sorted(all)) for id, all in texts.items()}
    for id, text in counts["texts"].items():
        assert rebuilt[id] == text, (id, rebuilt[id], text)


def claimreview():
    document = json.loads(read("claimreview"))
    expanded = need("pyld").jsonld.expand(document)
    kinds = [kind.rsplit("/", 1)[1] for thing in expanded for kind in thing.get("@type", [])]
    assert kinds.count("Claim") == kinds.count("ClaimReview") == counts["claims"]
    assert "reviewRating" not in read("claimreview")


def passim():
    sizes = {}
    for line in read("passim").split("\n")[:-1]:
        passage = json.loads(line)
        text = counts["texts"][passage["id"]]
        assert text[passage["begin"] : passage["end"]] == passage["text"]
        sizes.setdefault((passage["cluster"], passage["size"]), []).append(passage["id"])
    assert sizes and all(len(ids) == size > 1 for (_, size), ids in sizes.items())


def svg():
    """One node a document and a lost text of the story, one line an edge."""
    root = et.fromstring(read("svg").encode())
    space = "{http://www.w3.org/2000/svg}"
    groups = [g.get("class") for g in root.iter(space + "g")]
    assert len(groups) == len(nodes) and set(groups) <= {"held", "lost"}, groups
    assert len(list(root.iter(space + "path"))) == counts["edges"]
    assert not list(root.iter(space + "script"))


def parquet():
    if not (folder / "parquet").exists():
        raise ModuleNotFoundError(name="the feature parquet")
    table = need("pyarrow.parquet").read_table(folder / "parquet")
    assert table.num_rows == counts["edges"]
    rows = table.to_pylist()
    assert all(row["Source"] in nodes and row["Target"] in nodes for row in rows)
    assert all(isinstance(row["main"], bool) for row in rows)
    assert sum(isinstance(row["confidence"], float) for row in rows) == counts["copies"]


def contract():
    answer = json.loads(read("json"))
    assert len(answer["documents"]) == counts["documents"]
    assert sum(len(json.loads(line)["edges"]) for line in read("jsonl").split("\n")[:-1]) == counts["copies"]


wrong = False
for check in [contract, graphml, gexf, dot, gephi, prov, ninjs, tei, claimreview, passim, svg, parquet]:
    try:
        check()
        print("ok", check.__name__)
    except ModuleNotFoundError as missing:
        print(f"absent {check.__name__}: {missing.name} is not installed")
    except Exception as error:
        wrong = True
        print(f"wrong {check.__name__}: {type(error).__name__}: {str(error)[:600]}")
sys.exit(wrong)
