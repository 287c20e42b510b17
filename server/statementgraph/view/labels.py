"""English labels for classes, properties, stances and hedges: the table that every page reads.

A property has two labels: from its subject to its object, and back. A class or property
that is not listed is shown by its own label.
"""

from collections.abc import Callable

from statementgraph.wording import UNHEDGED

# The name of the site on pages and in citations.
SITE = "Statements as data"

CLASSES: dict[str, tuple[str, str]] = {
    # class: (singular, plural)
    "sg:CountClaim": ("claim with a figure", "Figures"),
    "sg:CharacterisationClaim": ("claim that names or classifies something", "Names and classes"),
    "sg:OccurrenceClaim": (
        "claim that something happened or was found",
        "What is said to have happened",
    ),
    "sg:ConductClaim": ("claim about somebody's conduct", "Conduct claimed"),
    "sg:ViolationClaim": ("claim that a norm was breached", "Norms said to be breached"),
    "sg:RecognitionClaim": (
        "claim that an institution recognised or adopted something",
        "Recognitions claimed",
    ),
    "sg:Call": ("call for something to be done", "Calls"),
    "sg:Claim": ("claim", "Other claims"),
    "sg:Statement": ("public statement", "Statements"),
    "sg:Cohort": ("group that figures can be given for", "Groups"),
    "sg:TimeReading": ("reading of a date in words", "Dates as read"),
    "sem:Event": ("event, by place and date", "Events"),
    "geo:Feature": ("place", "Places"),
    "prov:Person": ("person", "People"),
    "org:FormalOrganization": ("organisation", "Organisations"),
    "org:OrganizationalCollaboration": (
        "group of organisations that speak together",
        "Organisations",
    ),
    "org:Organization": ("organisation", "Organisations"),
    "org:Post": ("office", "Offices"),
    "dcterms:AgentClass": (
        "category of people or organisations",
        "Categories of people and organisations",
    ),
    "eli:LegalResource": ("treaty or other legal text", "Legal texts"),
    "dcterms:PeriodOfTime": ("period of time", "Periods"),
    "skos:ConceptScheme": ("list of concepts", "Lists of concepts"),
    "skos:Concept": ("concept", "Concepts"),
    "dctype:Text": ("text of a statement", "Texts"),
    "oa:SpecificResource": ("quote", "Quotes"),
    "np:Nanopublication": ("nanopublication", "Nanopublications"),
    "prov:Activity": ("activity", "Activities"),
    "prov:SoftwareAgent": ("program", "Programs"),
    "dcat:Dataset": ("dataset", "Datasets"),
    "dcat:DataService": ("query service", "Services"),
    "dcat:Distribution": ("download", "Downloads"),
    "dcat:Catalog": ("catalogue", "Catalogues"),
    "void:Linkset": ("set of links to another collection", "Sets of links"),
    "sd:Graph": ("graph", "Graphs"),
    "sd:NamedGraph": ("named graph", "Graphs"),
    "prov:Plan": ("guideline", "Guidelines"),
    "prov:Agent": ("person or organisation", "People and organisations"),
    "rdf:Statement": ("note on a link", "Notes on links"),
    "rdfs:Datatype": ("kind of code", "Kinds of codes"),
    "owl:Ontology": ("vocabulary", "Vocabularies"),
    "owl:Class": ("class of the vocabulary", "Classes"),
    "owl:ObjectProperty": ("property of the vocabulary", "Properties"),
    "owl:DatatypeProperty": ("property of the vocabulary", "Properties"),
}

PROPERTIES: dict[str, tuple[str, str]] = {
    # property: (forwards, backwards)
    "dcat:byteSize": ("bytes", "files"),
    "dcat:dataset": ("datasets", "catalogues"),
    "dcat:distribution": ("downloads", "download of"),
    "dcat:downloadURL": ("address", "downloads"),
    "dcat:endDate": ("to", "ends"),
    "dcat:endpointDescription": ("described at", "services"),
    "dcat:endpointURL": ("address", "services"),
    "dcat:mediaType": ("media type", "downloads"),
    "dcat:servesDataset": ("answers from", "services"),
    "dcat:service": ("query service", "catalogues"),
    "dcat:startDate": ("from", "starts"),
    "dcat:version": ("release", "releases"),
    "dcterms:created": ("created", "created"),
    "dcterms:creator": ("made by", "made"),
    "dcterms:description": ("description", "describes"),
    "dcterms:identifier": ("identifier", "things with this identifier"),
    "dcterms:isFormatOf": ("text of", "texts"),
    "dcterms:isPartOf": ("part of", "parts"),
    "dcterms:isReplacedBy": ("replaced by", "replaces"),
    "dcterms:issued": ("issued on", "issued"),
    "dcterms:language": ("language", "things in this language"),
    "dcterms:license": ("licence", "things under this licence"),
    "dcterms:modified": ("changed", "changed"),
    "dcterms:rights": ("rights", "things with these rights"),
    "dcterms:source": ("source", "things read from here"),
    "dcterms:title": ("title", "titles"),
    "eli:date_document": ("date of the document", "documents of this date"),
    "eli:has_part": ("has the parts", "part of"),
    "foaf:homepage": ("home page", "home page of"),
    "geo:asWKT": ("coordinates (longitude latitude)", "geometries"),
    "geo:hasGeometry": ("location on the map", "places located here"),
    "np:hasAssertion": ("what it says", "nanopublications that say this"),
    "np:hasProvenance": ("where it comes from", "nanopublications with this provenance"),
    "np:hasPublicationInfo": ("who published it", "nanopublications with this information"),
    "oa:end": ("ends before character", "ends"),
    "oa:exact": ("exact words", "quotes"),
    "oa:hasSelector": ("where it stands", "quotes"),
    "oa:hasSource": ("quoted from", "quotes"),
    "oa:prefix": ("words before", "quotes"),
    "oa:start": ("starts at character", "starts"),
    "oa:suffix": ("words after", "quotes"),
    "org:classification": ("kind of organisation", "organisations of this kind"),
    "org:holds": ("holds the office", "held by"),
    "org:postIn": ("office in", "offices here"),
    "org:subOrganizationOf": ("part of", "organisations that are part of it"),
    "owl:sameAs": ("the same as", "the same as"),
    "owl:versionIRI": ("version", "vocabularies"),
    "owl:versionInfo": ("version", "versions"),
    "prov:agent": ("who", "attributions"),
    "prov:endedAtTime": ("ended", "ended"),
    "prov:hadPlan": ("by the guideline", "readings by this guideline"),
    "prov:hadRole": ("in the office of", "signed in this office"),
    "prov:qualifiedAssociation": ("how it was done", "activities"),
    "prov:qualifiedAttribution": ("issued by", "issued"),
    "prov:used": ("read from", "readings of it"),
    "prov:value": ("value", "values"),
    "prov:wasAssociatedWith": ("done by", "activities"),
    "prov:wasAttributedTo": ("attributed to", "statements and sayings"),
    "prov:wasDerivedFrom": ("read from the quote", "read from here"),
    "prov:wasGeneratedBy": ("made by", "what came of it"),
    "prov:wasQuotedFrom": ("quoted from", "quotes"),
    "prov:wasRevisionOf": ("revision of", "later revisions"),
    "rdf:object": ("links to", "notes on links to it"),
    "rdf:predicate": ("by the property", "notes on links"),
    "rdf:subject": ("links from", "notes on its links"),
    "rdf:type": ("is a", "things of this class"),
    "rdf:value": ("whole text", "texts"),
    "rdfs:comment": ("meaning", "comments"),
    "rdfs:domain": ("property of", "properties of this class"),
    "rdfs:isDefinedBy": ("defined in", "defines"),
    "rdfs:label": ("name", "names"),
    "rdfs:range": ("its values are", "properties with such values"),
    "rdfs:seeAlso": ("see also", "things that refer here"),
    "rdfs:subClassOf": ("kind of", "kinds of it"),
    "sd:defaultDataset": ("what a query sees", "services"),
    "sd:defaultGraph": ("default graph", "datasets"),
    "sd:endpoint": ("address", "services"),
    "sd:feature": ("feature", "services"),
    "sd:graph": ("graph", "named graphs"),
    "sd:name": ("name", "named graphs"),
    "sd:namedGraph": ("named graphs", "datasets"),
    "sd:resultFormat": ("formats of results", "services"),
    "sd:supportedLanguage": ("language", "services"),
    "sem:hasPlace": ("place", "events here"),
    "sem:hasTime": ("time", "events at this time"),
    "sem:subEventOf": ("part of the events", "events that are part of it"),
    "sg:about": ("about", "what is said about it"),
    "sg:act": ("act", "claims and calls with this act"),
    "sg:actor": ("actor named", "claims that name it as actor"),
    "sg:addressedTo": ("addressed to", "statements addressed to it"),
    "sg:addressee": ("call addressed to", "calls addressed to it"),
    "sg:asOf": ("as of", "figures as of this date"),
    "sg:asWorded": ("in the words", "worded so"),
    "sg:basis": ("basis given for the figure", "figures with this basis"),
    "sg:characterisation": ("characterised as", "claims that use this characterisation"),
    "sg:cohort": ("figure for", "figures given for it"),
    "sg:comparableTo": ("compared, with care, with", "compared, with care, with"),
    "sg:edtf": ("date in EDTF", "readings"),
    "sg:event": ("in the events", "groups that figures are given for (they may be empty)"),
    "sg:lowerBound": ("at least", "lower bounds"),
    "sg:manner": ("manner", "groups with this manner"),
    "sg:namedAs": ("named", "claims with this name"),
    "sg:norm": ("norm", "claims that it was breached"),
    "sg:place": ("place named", "claims that name this place"),
    "sg:population": ("among", "groups among them"),
    "sg:qualifier": ("hedge", "figures with this hedge"),
    "sg:recursOn": ("every year on", "readings"),
    "sg:reference": ("counted from", "readings counted from it"),
    "sg:reportedHolder": ("view reported of", "views reported of it"),
    "sg:rule": ("how the date was read", "dates read by this rule"),
    "sg:stance": ("stance", "sayings with this stance"),
    "sg:status": ("what is said to have happened to them", "groups with this status"),
    "sg:subgroup": ("of them only", "groups of these"),
    "sg:subsetOf": ("part of the group", "groups within it"),
    "sg:time": ("time", "claims that give this time"),
    "sg:unit": ("counted in", "groups counted in it"),
    "sg:upperBound": ("at most", "upper bounds"),
    "sg:value": ("figure", "figures"),
    "skos:altLabel": ("also called", "names"),
    "skos:broader": ("broader", "narrower"),
    "skos:closeMatch": ("close to", "close to"),
    "skos:definition": ("meaning", "definitions"),
    "skos:editorialNote": ("note of the editors", "notes"),
    "skos:exactMatch": ("the same as", "the same as"),
    "skos:hasTopConcept": ("concepts", "lists"),
    "skos:hiddenLabel": ("found by the words", "names"),
    "skos:inScheme": ("in the list", "concepts in this list"),
    "skos:notation": ("code", "codes"),
    "skos:note": ("note", "notes"),
    "skos:prefLabel": ("preferred name", "names"),
    "skos:scopeNote": ("how to read it", "notes"),
    "skos:topConceptOf": ("at the top of the list", "top concepts"),
    "spdx:algorithm": ("method", "checksums"),
    "spdx:checksum": ("checksum", "checksums"),
    "spdx:checksumValue": ("value", "checksums"),
    "sssom:mapping_justification": ("how the link was made", "links made so"),
    "void:classes": ("classes", "datasets"),
    "void:dataDump": ("files", "datasets"),
    "void:distinctObjects": ("different objects", "datasets"),
    "void:distinctSubjects": ("different subjects", "datasets"),
    "void:entities": ("things", "datasets"),
    "void:exampleResource": ("examples", "datasets"),
    "void:feature": ("formats", "datasets"),
    "void:properties": ("properties", "datasets"),
    "void:sparqlEndpoint": ("query service", "datasets"),
    "void:subset": ("parts", "datasets"),
    "void:triples": ("triples", "graphs"),
    "void:uriSpace": ("addresses begin with", "datasets"),
    "void:vocabulary": ("vocabularies used", "datasets"),
}

# The verb for a speaker's stance. None of them says that a claim is so.
STANCES: dict[str, str] = {
    "asserts": "said",
    "denies": "denied",
    "reports": "said, reporting others",
    "questions": "questioned",
}
CALL = "called for"
# Plain words for concepts whose label in the data is a technical term.
CONCEPTS: dict[str, str] = {UNHEDGED: "no hedge word"}


def first_class(has: Callable[[str], bool]) -> str:
    """Return the first class of `CLASSES` that `has` accepts, as a prefixed name; "" for none.

    The order of the table decides by which class a thing with several classes is shown.
    """
    return next((name for name in CLASSES if has(name)), "")


def verb(stance: str, *, call: bool = False) -> str:
    """Return the verb for a stance, given by its local name, or for a call."""
    return CALL if call else STANCES.get(stance, "said")


def with_article(noun: str) -> str:
    """Put "a" or "an" before a noun."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def plural(noun: str) -> str:
    """Give the plural of a regular noun: persons, families, legislatures of a state."""
    head, mark, tail = noun.partition(" of ")
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return f"{head[:-1]}ies{mark}{tail}"
    return f"{head}{'es' if head.endswith(('s', 'x', 'ch', 'sh')) else 's'}{mark}{tail}"


def figure_text(number: str, hedge: str, unit: str) -> str:
    """Write a figure in one line: "nearly 4,000 persons"; "613 persons, no hedge word".

    `number` is an integer in digits. `hedge` and `unit` are labels, "" where none is given.
    """
    digits = f"{int(number):,}" if number.isdecimal() and len(number) < 40 else number
    counted = f"{digits} {unit if number == '1' else plural(unit)}" if unit else digits
    if hedge == CONCEPTS[UNHEDGED]:
        return f"{counted}, {hedge}"
    return f"{hedge} {counted}" if hedge else counted
