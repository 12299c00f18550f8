// What is looked at before a story goes out. The list advises: whoever publishes may know better.
#include "content/body.h"
#include "newsroom/articles.h"
#include "newsroom/one_article.h"
#include "reports/material.h"
#include "store/catalogue.h"
#include "store/work.h"

namespace vestnik::newsroom {

namespace {

using content::Article;
using content::Node;

template <class Fits>
bool any_node(const std::vector<Node>& nodes, Fits fits) {
  return std::ranges::any_of(nodes, [&](const Node& node) { return fits(node) || any_node(node.children, fits); });
}

bool names_source(const Article& article) {
  return any_node(article.body.blocks, [](const Node& node) {
    return node.type == "sourceNote" ||
           std::ranges::any_of(node.marks, [](const content::Mark& mark) { return mark.type == "source"; });
  });
}

bool all_pictures(const Article& article, store::Session& session, std::string content::Asset::*text,
                  std::string_view attribute) {
  return !any_node(article.body.blocks, [&](const Node& node) {
    if (node.type != "image" || !string_or(node.attributes, attribute).empty()) return false;
    const auto asset = store::find_asset(session, AssetId{integer_or(node.attributes, "asset")});
    return !asset || (*asset.*text).empty();
  });
}

class List {
 public:
  void add(std::string_view name, bool done) {
    items_.push_back(json::object{{"name", name}, {"done", done}});
    done_ = done_ && done;
  }
  json::object take() { return {{"done", done_}, {"items", std::move(items_)}}; }

 private:
  json::array items_;
  bool done_ = true;
};

}  // namespace

Result<http::Response> get_checklist(const Call& call) {
  return call.desk.store.read([&](store::Session& session) -> Result<http::Response> {
    const auto article = article_of(session, call);
    if (!article) return std::unexpected(article.error());
    const auto lead = store::find_asset(session, article->lead_image);
    const bool rights_last = !lead || !lead->rights_expire_at || *lead->rights_expire_at > call.desk.clock();
    List list;
    list.add("headline", !article->headline.empty());
    list.add("deck", !article->deck.empty());
    list.add("section", static_cast<bool>(article->section));
    list.add("byline", !article->authors.empty());
    list.add("body", !content::plain_text(article->body).empty());
    list.add("lead_image", lead.has_value());
    list.add("lead_image_credit", lead && !lead->credit.empty());
    list.add("lead_image_alt", lead && !lead->alt.empty());
    list.add("lead_image_rights", rights_last);
    list.add("pictures_credited", all_pictures(*article, session, &content::Asset::credit, "credit"));
    list.add("pictures_described", all_pictures(*article, session, &content::Asset::alt, "alt"));
    list.add("sources_named", names_source(*article));
    list.add("notes_resolved", !store::has_open_notes(session, article->id));
    if (const auto material = reports::find_material(session, article->id)) {
      list.add("reader_material", reports::missing_of(*material).empty());
    }
    return json_response(200, list.take());
  });
}

}  // namespace vestnik::newsroom
