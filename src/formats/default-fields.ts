/**
 * The fields of a record that are read when none are named, in the order in which they make up the document. Of a JSON
 * record those that are strings are taken, or lists of strings; of a table those that are columns. Capitals and small
 * letters are the same.
 */
export const DEFAULT_FIELDS: readonly string[] = [
  "title",
  "title.rendered",
  "headline",
  "subtitle",
  "subheadline",
  "standfirst",
  "dek",
  "lead",
  "lede",
  "summary",
  "description",
  "abstract",
  "excerpt",
  "excerpt.rendered",
  "text",
  "body",
  "content",
  "content.rendered",
  "content_html",
  "content_text",
  "article",
  "article_body",
  "articleBody",
  "article_text",
  "full_text",
  "fulltext",
  "maintext",
  "story",
  "paragraphs",
];

/** Where records tell their id, title, address, date and publisher. */
export const FACT_FIELDS = {
  id: ["id", "guid", "_id", "uuid"],
  title: ["title", "headline", "title.rendered"],
  url: ["url", "link", "external_url", "permalink"],
  date: [
    "date",
    "date_published",
    "published",
    "pubdate",
    "published_at",
    "publishedat",
    "created_at",
    "date_modified",
  ],
  source: ["source", "source.name", "publisher", "site", "domain"],
} as const;
