"""English labels for classes, properties, verbs and hedges: the table that every page reads.

A property has two labels: from its subject to its object, and back. A class or property
that is not listed is shown by its own label.
"""

from collections.abc import Callable

from statementgraph.reading.hedges import UNHEDGED

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
    "sg:MeasureClaim": ("claim with a share, a sum or a measure", "Shares, sums and measures"),
    "sg:RelationClaim": (
        "claim that ties what is said to what is said",
        "What is said to prove, follow or stand despite",
    ),
    "sg:Call": ("call for something to be done", "Calls"),
    "sg:Commitment": ("promise of the speaker", "Promises"),
    "sg:Expression": ("expression of an attitude", "Attitudes expressed"),
    "sg:Declaration": ("declaration", "Declarations"),
    "sg:Claim": ("claim", "Other claims"),
    "sg:Statement": ("public statement", "Statements"),
    "sg:Cohort": ("group that figures can be given for", "Groups"),
    "sg:TimeReading": ("reading of a date in words", "Dates as read"),
    "sg:Observance": ("day that is kept every year", "Days kept every year"),
    "sem:Event": ("event, by place and date", "Events"),
    "geo:Feature": ("place", "Places"),
    "foaf:Person": ("person", "People"),
    "prov:Person": ("person", "People"),
    "foaf:Group": ("group of people", "Groups of people"),
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
    "sg:Clause": ("words of a text that carry something said", "Words that carry something said"),
    "np:Nanopublication": ("nanopublication", "Nanopublications"),
    "dqv:QualityMeasurement": ("figure of agreement", "Figures of agreement"),
    "dqv:Metric": ("measure of agreement", "Measures of agreement"),
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
    "owl:Axiom": ("note on a link", "Notes on links"),
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
    "owl:annotatedProperty": ("by the property", "notes on links"),
    "owl:annotatedSource": ("links from", "notes on its links"),
    "owl:annotatedTarget": ("links to", "notes on links to it"),
    "owl:sameAs": ("the same as", "the same as"),
    "owl:versionIRI": ("version", "vocabularies"),
    "owl:versionInfo": ("version", "versions"),
    "prov:agent": ("who", "attributions"),
    "prov:endedAtTime": ("ended", "ended"),
    "dqv:hasQualityMeasurement": ("agreement", "agreement measured"),
    "dqv:isMeasurementOf": ("measure", "values measured"),
    "dqv:value": ("value", "measurements"),
    "prov:hadPlan": ("by the guideline", "readings by this guideline"),
    "prov:hadRole": ("in the office of", "signed in this office"),
    "prov:invalidatedAtTime": ("withdrawn at", "withdrawn"),
    "prov:qualifiedAssociation": ("how it was done", "activities"),
    "prov:qualifiedAttribution": ("issued by", "issued"),
    "prov:used": ("read from", "readings of it"),
    "prov:value": ("value", "values"),
    "prov:wasAssociatedWith": ("done by", "activities"),
    "prov:wasAttributedTo": ("attributed to", "statements and sayings"),
    "prov:wasDerivedFrom": ("read from the quote", "read from here"),
    "prov:wasGeneratedBy": ("made by", "what came of it"),
    "prov:wasInvalidatedBy": ("withdrawn by", "what it withdrew"),
    "prov:wasQuotedFrom": ("quoted from", "quotes"),
    "prov:wasRevisionOf": ("revision of", "later revisions"),
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
    "sem:hasEarliestBeginTimeStamp": ("not before", "readings from here on"),
    "sem:hasLatestEndTimeStamp": ("not after", "readings up to here"),
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
    "sg:certainty": ("certainty", "sayings with this certainty"),
    "sg:characterisation": ("characterised as", "claims that use this characterisation"),
    "sg:clause": ("carried by the words", "what these words carry"),
    "sg:cohort": ("figure for", "figures given for it"),
    "sg:comparableTo": ("compared, with care, with", "compared, with care, with"),
    "sg:conclusion": ("what it leads to, as said", "claims that tie something to it"),
    "sg:condition": ("on the condition", "conditions"),
    "sg:deadline": ("by the time", "calls and promises with this deadline"),
    "sg:describedAs": ("described as", "claims with this description"),
    "sg:edtf": ("date in EDTF", "readings"),
    "sg:event": ("in the events", "groups that figures are given for (they may be empty)"),
    "sg:lowerBound": ("lower end of the range", "lower bounds"),
    "sg:manner": ("manner", "groups with this manner"),
    "sg:namedAs": ("named", "claims with this name"),
    "sg:norm": ("norm", "claims that it was breached"),
    "sg:occasion": ("on the occasion of", "statements on this occasion"),
    "sg:ofWhole": ("share of the group", "shares of it"),
    "sg:officialName": ("official name", "things with this official name"),
    "sg:patient": ("done to, as said", "what is said to be done to it"),
    "sg:place": ("place named", "claims that name this place"),
    "sg:polarity": ("said to be so or not", "sayings with this polarity"),
    "sg:population": ("among", "groups among them"),
    "sg:premise": ("what it starts from, as said", "claims that start from it"),
    "sg:qualifier": ("hedge", "figures with this hedge"),
    "sg:recursOn": ("every year on", "readings"),
    "sg:reference": ("counted from", "readings counted from it"),
    "sg:relation": ("how they are tied, as said", "claims with this relation"),
    "sg:reportOf": ("reports the saying", "reported by"),
    "sg:reportedHolder": ("view reported of", "views reported of it"),
    "sg:rule": ("how the date was read", "dates read by this rule"),
    "sg:stance": ("stance", "sayings with this stance"),
    "sg:status": ("what is said to have happened to them", "groups with this status"),
    "sg:subgroup": ("of them only", "groups of these"),
    "sg:subsetOf": ("part of the group", "groups within it"),
    "sg:time": ("time", "claims that give this time"),
    "sg:translationOf": ("translation of", "translations"),
    "sg:unit": ("counted in", "groups counted in it"),
    "sg:upperBound": ("upper end of the range", "upper bounds"),
    "sg:vagueQuantity": ("quantity in words", "figures with these words"),
    "sg:value": ("figure", "figures"),
    "sg:venue": ("to be brought before, as said", "claims and calls that name it as venue"),
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

# The verb for each kind of utterance. None of them says that a claim is so.
VERBS: dict[str, str] = {
    "sg:Call": "called for",
    "sg:Commitment": "promised",
    "sg:Expression": "expressed",
    "sg:Declaration": "declared",
}
SAID = "said"
# What is added to the verb. A quote may hold its own negation, so "denied" never stands before it.
DENIAL = "as a denial"
REPORTING = "reporting others"
CERTAINTIES: dict[str, str] = {
    "likely": "as likely",
    "possible": "as possible",
    "alleged": "as alleged",
    "questioned": "as a question",
}
# Plain words for concepts whose label in the data is a technical term.
CONCEPTS: dict[str, str] = {UNHEDGED: "no hedge word"}


def first_class(has: Callable[[str], bool]) -> str:
    """Return the first class of `CLASSES` that `has` accepts, as a prefixed name; "" for none.

    The order of the table decides by which class a thing with several classes is shown.
    """
    return next((name for name in CLASSES if has(name)), "")


def verb(kind: str, stance: str = "", polarity: str = "", certainty: str = "") -> str:
    """Return the verb for an utterance: "said, reporting others, as a denial".

    `kind` is its class as a prefixed name; the others are the last parts of the IRIs of concepts.
    """
    added = (
        REPORTING if stance == "reports" else "",
        DENIAL if polarity == "denied" else "",
        CERTAINTIES.get(certainty, ""),
    )
    return ", ".join(filter(None, (VERBS.get(kind, SAID), *added)))


def with_article(noun: str) -> str:
    """Put "a" or "an" before a noun."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def plural(noun: str) -> str:
    """Give the plural of a regular noun: persons, families, legislatures of a state."""
    head, mark, tail = noun.partition(" of ")
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return f"{head[:-1]}ies{mark}{tail}"
    return f"{head}{'es' if head.endswith(('s', 'x', 'ch', 'sh')) else 's'}{mark}{tail}"
