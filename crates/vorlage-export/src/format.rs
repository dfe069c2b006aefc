//! The formats that an answer is exported in, by name.

use crate::tables::{self, Table};
use crate::{claims, contract, gephi, gexf, graphs, html, ninjs, passim, prov, stemma_svg, tei};
use serde::Serialize;
use serde_json::json;
use vorlage_model::Trace;

/// A format that an answer is exported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The whole answer, one object.
    Json,
    /// One story a line.
    Jsonl,
    /// The table of edges.
    Csv,
    /// Nodes for Gephi.
    GephiNodes,
    /// Edges for Gephi.
    GephiEdges,
    /// A graph for igraph, networkx, Gephi.
    Graphml,
    /// A graph with time for Gephi.
    Gexf,
    /// A graph for Graphviz.
    Dot,
    /// W3C PROV-JSON.
    Prov,
    /// IPTC's ninjs 3.1, one item a line.
    Ninjs,
    /// TEI P5 with an apparatus by parallel segmentation.
    Tei,
    /// The ledger as schema.org JSON-LD.
    Claimreview,
    /// Clusters of passages as passim writes them.
    Passim,
    /// The family trees of the first story, a picture.
    Svg,
    /// The report page.
    Html,
    /// The table of edges in Parquet.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// All formats, in the order in which help lists them.
    pub const ALL: &'static [Self] = &[
        Self::Json,
        Self::Jsonl,
        Self::Csv,
        Self::GephiNodes,
        Self::GephiEdges,
        Self::Graphml,
        Self::Gexf,
        Self::Dot,
        Self::Prov,
        Self::Ninjs,
        Self::Tei,
        Self::Claimreview,
        Self::Passim,
        Self::Svg,
        Self::Html,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// The format of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|f| f.name() == name)
    }

    /// What `--format` and an address call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::GephiNodes => "gephi-nodes",
            Self::GephiEdges => "gephi-edges",
            Self::Graphml => "graphml",
            Self::Gexf => "gexf",
            Self::Dot => "dot",
            Self::Prov => "prov",
            Self::Ninjs => "ninjs",
            Self::Tei => "tei",
            Self::Claimreview => "claimreview",
            Self::Passim => "passim",
            Self::Svg => "svg",
            Self::Html => "html",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }

    /// The media type of a file of it.
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json | Self::Prov => "application/json",
            Self::Jsonl | Self::Ninjs | Self::Passim => "application/jsonl",
            Self::Csv | Self::GephiNodes | Self::GephiEdges => "text/csv; charset=utf-8",
            Self::Graphml | Self::Gexf => "application/xml",
            Self::Dot => "text/vnd.graphviz; charset=utf-8",
            Self::Tei => "application/tei+xml",
            Self::Claimreview => "application/ld+json",
            Self::Svg => "image/svg+xml",
            Self::Html => "text/html; charset=utf-8",
            #[cfg(feature = "parquet")]
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }

    /// How the name of a file of it ends, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::GephiNodes => "nodes.csv",
            Self::GephiEdges => "edges.csv",
            Self::Graphml => "graphml",
            Self::Gexf => "gexf",
            Self::Dot => "dot",
            Self::Prov => "prov.json",
            Self::Ninjs => "ninjs.jsonl",
            Self::Tei => "tei.xml",
            Self::Claimreview => "jsonld",
            Self::Passim => "passim.jsonl",
            Self::Svg => "svg",
            Self::Html => "html",
            #[cfg(feature = "parquet")]
            Self::Parquet => "parquet",
        }
    }

    /// Writes an answer; the same answer gives the same bytes. Where a caller knows the models and settings of a run
    /// ([`contract::trace`]) or can mark words that differ ([`html::Report`]), it calls these itself.
    #[must_use]
    pub fn write(self, trace: &Trace) -> Vec<u8> {
        match self {
            Self::Json => lines([contract::trace(trace, false, &json!({}), &json!({}))]),
            Self::Jsonl => lines(contract::story_lines(trace, false)),
            Self::Csv => tables::csv(trace, Table::Edges).into_bytes(),
            Self::GephiNodes => gephi::nodes(trace).into_bytes(),
            Self::GephiEdges => gephi::edges(trace).into_bytes(),
            Self::Graphml => graphs::graphml(trace).into_bytes(),
            Self::Gexf => gexf::write(trace).into_bytes(),
            Self::Dot => graphs::dot(trace).into_bytes(),
            Self::Prov => lines([prov::write(trace)]),
            Self::Ninjs => lines(ninjs::items(trace)),
            Self::Tei => tei::write(trace).into_bytes(),
            Self::Claimreview => lines([claims::write(trace)]),
            Self::Passim => lines(passim::lines(trace)),
            Self::Svg => stemma_svg::alone(trace).into_bytes(),
            Self::Html => html::page(trace, html::Report { differ: None }).into_bytes(),
            #[cfg(feature = "parquet")]
            Self::Parquet => {
                crate::parquet::write(trace, Table::Edges).expect("memory takes all bytes and columns fit their schema")
            }
        }
    }
}

/// Values of JSON, one a line.
fn lines<T: Serialize>(values: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut out = Vec::new();
    for value in values {
        serde_json::to_writer(&mut out, &value).expect("an answer has string keys and memory takes all bytes");
        out.push(b'\n');
    }
    out
}
