#include "interchange/wordpress/wxr.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/text.h"

namespace vestnik::interchange::wordpress {
namespace {

template <class Owner>
using Fields = std::unordered_map<std::string_view, std::string Owner::*>;

const Fields<Channel> channel_fields = {
    {"title", &Channel::title},
    {"link", &Channel::link},
    {"description", &Channel::description},
    {"language", &Channel::language},
    {"wp:wxr_version", &Channel::version},
    {"wp:base_site_url", &Channel::base_site_url},
    {"wp:base_blog_url", &Channel::base_blog_url},
};
const Fields<WxrAuthor> author_fields = {
    {"wp:author_id", &WxrAuthor::id},
    {"wp:author_login", &WxrAuthor::login},
    {"wp:author_display_name", &WxrAuthor::display_name},
    {"wp:author_first_name", &WxrAuthor::first_name},
    {"wp:author_last_name", &WxrAuthor::last_name},
    {"vestnik:author", &WxrAuthor::own},
};
const Fields<WxrTerm> term_fields = {
    {"wp:term_id", &WxrTerm::id},
    {"wp:term_taxonomy", &WxrTerm::taxonomy},
    {"wp:term_slug", &WxrTerm::slug},
    {"wp:term_parent", &WxrTerm::parent},
    {"wp:term_name", &WxrTerm::name},
    {"wp:term_description", &WxrTerm::description},
    {"wp:category_nicename", &WxrTerm::slug},
    {"wp:category_parent", &WxrTerm::parent},
    {"wp:cat_name", &WxrTerm::name},
    {"wp:category_description", &WxrTerm::description},
    {"wp:tag_slug", &WxrTerm::slug},
    {"wp:tag_name", &WxrTerm::name},
    {"wp:tag_description", &WxrTerm::description},
};
const Fields<Item> item_fields = {
    {"title", &Item::title},
    {"link", &Item::link},
    {"pubDate", &Item::pub_date},
    {"dc:creator", &Item::creator},
    {"guid", &Item::guid},
    {"content:encoded", &Item::content},
    {"excerpt:encoded", &Item::excerpt},
    {"wp:post_id", &Item::id},
    {"wp:post_date", &Item::date},
    {"wp:post_date_gmt", &Item::date_gmt},
    {"wp:post_modified", &Item::modified},
    {"wp:post_modified_gmt", &Item::modified_gmt},
    {"wp:post_name", &Item::name},
    {"wp:status", &Item::status},
    {"wp:post_parent", &Item::parent},
    {"wp:menu_order", &Item::menu_order},
    {"wp:post_type", &Item::type},
    {"wp:post_password", &Item::password},
    {"wp:is_sticky", &Item::sticky},
    {"wp:attachment_url", &Item::attachment_url},
};
const Fields<WxrComment> comment_fields = {
    {"wp:comment_id", &WxrComment::id},           {"wp:comment_author", &WxrComment::author},
    {"wp:comment_date", &WxrComment::date},       {"wp:comment_date_gmt", &WxrComment::date_gmt},
    {"wp:comment_content", &WxrComment::content}, {"wp:comment_approved", &WxrComment::approved},
    {"wp:comment_type", &WxrComment::type},       {"wp:comment_parent", &WxrComment::parent},
};

// Exports that went through other programs are indented: white space around all other fields says nothing.
bool is_verbatim(std::string_view name) {
  return name == "content:encoded" || name == "excerpt:encoded" || name == "wp:comment_content" ||
         name == "wp:meta_value";
}

constexpr std::string_view blanks = " \t\r\n";

void trim(std::string& text) {
  text.erase(text.find_last_not_of(blanks) + 1);
  text.erase(0, std::min(text.find_first_not_of(blanks), text.size()));
}

// Values that only the old system needs and that can be long.
bool is_wanted_meta(std::string_view key, const Item& item) {
  // A page builder's tree of elements says nothing that the content does not, where there is one.
  if (key == "_elementor_data") return item.content.find_first_not_of(blanks) == std::string::npos;
  return !key.starts_with("_oembed_");
}

class WxrReader : public XmlListener {
 public:
  WxrReader(const WxrWanted& wanted, WxrListener& listener) : wanted_(wanted), listener_(listener) {}

  void start(const std::string& name, const Attributes& attributes, std::int64_t line) override {
    text_.clear();
    const Place parent = places_.empty() ? Place::outside : places_.back();
    places_.push_back(place_of(parent, name));
    switch (places_.back()) {
      case Place::item:
        item_ = {};
        item_.line = line;
        bytes_ = 0;
        if (!std::exchange(channel_told_, true)) listener_.channel(channel_);
        break;
      case Place::author:
        author_ = {};
        break;
      case Place::term:
        term_ = {};
        if (name == "wp:category") term_.taxonomy = "category";
        if (name == "wp:tag") term_.taxonomy = "post_tag";
        break;
      case Place::comment:
        comment_ = {};
        break;
      case Place::meta:
        meta_ = {};
        break;
      default:
        break;
    }
    if (parent == Place::item && name == "category") {
      reference_ = {};
      for (const auto& [key, value] : attributes) {
        if (key == "domain") reference_.taxonomy = value;
        if (key == "nicename") {
          reference_.slug = value;
          trim(reference_.slug);
        }
      }
    }
    listening_ = places_.back() == Place::leaf && is_listened_to(parent, name);
  }

  void text(std::string_view piece) override {
    if (!listening_) return;
    if (in_item()) {
      bytes_ += piece.size();
      if (bytes_ > most_item_bytes) {
        item_.too_long = true;
        return;
      }
    } else if (text_.size() + piece.size() > most_item_bytes) {
      return;
    }
    text_.append(piece);
  }

  void end(const std::string& name) override {
    const Place place = places_.back();
    places_.pop_back();
    listening_ = false;
    const Place parent = places_.empty() ? Place::outside : places_.back();
    if (place == Place::leaf) {
      keep(parent, name);
    } else if (place == Place::author) {
      listener_.author(std::move(author_));
    } else if (place == Place::term) {
      listener_.term(std::move(term_));
    } else if (place == Place::comment) {
      bytes_ += sizeof(WxrComment);
      if (wanted_.comments) item_.comments.push_back(std::move(comment_));
    } else if (place == Place::meta) {
      bytes_ += sizeof(WxrComment);
      if (is_wanted_meta(meta_.first, item_)) item_.meta.insert(std::move(meta_));
    } else if (place == Place::item) {
      name_terms();
      listener_.item(std::move(item_));
      item_ = {};
    }
  }

  bool wants_more() const override { return !wrong_root_ && listener_.wants_more(); }
  bool wrong_root() const { return wrong_root_; }
  bool has_channel() const { return has_channel_; }
  const Channel& channel() const { return channel_; }

 private:
  enum class Place { outside, rss, channel, author, term, item, meta, comment, leaf, ignored };

  Place place_of(Place parent, const std::string& name) {
    switch (parent) {
      case Place::outside:
        wrong_root_ = name != "rss";
        return Place::rss;
      case Place::rss:
        if (name != "channel") return Place::ignored;
        has_channel_ = true;
        return Place::channel;
      case Place::channel:
        if (name == "item") return Place::item;
        if (name == "wp:author") return Place::author;
        if (name == "wp:category" || name == "wp:tag" || name == "wp:term") return Place::term;
        return Place::leaf;
      case Place::item:
        if (name == "wp:comment") return Place::comment;
        if (name == "wp:postmeta") return Place::meta;
        return Place::leaf;
      case Place::author:
      case Place::term:
      case Place::comment:
      case Place::meta:
        return Place::leaf;
      case Place::leaf:
      case Place::ignored:
        return Place::ignored;
    }
    return Place::ignored;
  }

  bool is_listened_to(Place parent, const std::string& name) const {
    if (name == "content:encoded" || name == "excerpt:encoded") return wanted_.content;
    if (parent == Place::comment) return wanted_.comments;
    return true;
  }

  // Terms without a slug are those that were written a second time, with one (WXR 1.0), or came from other programs.
  void name_terms() {
    std::set<std::pair<std::string, std::string>> named;
    for (const TermReference& term : item_.terms) {
      if (!term.slug.empty()) named.emplace(term.taxonomy, term.name);
    }
    std::erase_if(item_.terms, [&](const TermReference& term) {
      return term.slug.empty() && (term.name.empty() || !named.emplace(term.taxonomy, term.name).second);
    });
    for (TermReference& term : item_.terms) {
      if (term.slug.empty()) term.slug = text::slug(term.name);
    }
  }

  bool in_item() const { return places_.size() > 2 && places_[2] == Place::item; }

  template <class Owner>
  void set(Owner& owner, const Fields<Owner>& fields, const std::string& name) {
    // Of a field that comes twice the first counts, as other readers have it.
    if (const auto field = fields.find(name); field != fields.end() && (owner.*field->second).empty()) {
      owner.*field->second = std::move(text_);
    }
  }

  void keep(Place parent, const std::string& name) {
    if (!is_verbatim(name)) trim(text_);
    if (parent == Place::channel) {
      set(channel_, channel_fields, name);
    } else if (parent == Place::author) {
      set(author_, author_fields, name);
    } else if (parent == Place::term) {
      set(term_, term_fields, name);
    } else if (parent == Place::comment) {
      set(comment_, comment_fields, name);
    } else if (parent == Place::meta) {
      if (name == "wp:meta_key") meta_.first = std::move(text_);
      if (name == "wp:meta_value") meta_.second = std::move(text_);
    } else if (parent == Place::item && name == "category") {
      bytes_ += sizeof(TermReference);
      reference_.name = std::move(text_);
      if (!reference_.taxonomy.empty()) item_.terms.push_back(std::move(reference_));
    } else if (parent == Place::item) {
      set(item_, item_fields, name);
    }
    text_.clear();
  }

  const WxrWanted wanted_;
  WxrListener& listener_;
  std::vector<Place> places_;
  std::string text_;
  bool listening_ = false;
  std::size_t bytes_ = 0;
  bool wrong_root_ = false, has_channel_ = false, channel_told_ = false;
  Channel channel_;
  WxrAuthor author_;
  WxrTerm term_;
  Item item_;
  WxrComment comment_;
  TermReference reference_;
  std::pair<std::string, std::string> meta_;
};

}  // namespace

std::string_view Item::meta_of(std::string_view key) const {
  const auto found = meta.find(key);
  return found == meta.end() ? std::string_view() : std::string_view(found->second);
}

std::int64_t number_of(std::string_view text) {
  std::int64_t number = 0;
  const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const auto [end, problem] = std::from_chars(text.data() + begin, text.data() + text.size(), number);
  return problem == std::errc() && number > 0 ? number : 0;
}

std::int64_t Item::number() const {
  return number_of(id);
}
std::int64_t Item::parent_number() const {
  return number_of(parent);
}

Result<XmlFacts> read_wxr(const std::filesystem::path& file, const WxrWanted& wanted, WxrListener& listener,
                          const std::function<void(std::int64_t, std::int64_t)>& progress) {
  auto source = Source::open(file);
  if (!source) return std::unexpected(source.error());
  return read_wxr(std::move(*source), wanted, listener, progress);
}

Result<XmlFacts> read_wxr(Source source, const WxrWanted& wanted, WxrListener& listener,
                          const std::function<void(std::int64_t, std::int64_t)>& progress) {
  const std::string name = source.name();
  WxrReader reader(wanted, listener);
  auto facts = read_xml(std::move(source), reader, progress);
  if (!facts) return facts;
  const std::string remedy = "in WordPress: Tools, Export, All content";
  if (reader.wrong_root() || !reader.has_channel()) {
    return fail(ErrorKind::invalid, "the file is XML, but no WordPress export", name, remedy);
  }
  if (!listener.wants_more()) return facts;
  const std::string version = text::squeeze(reader.channel().version);
  if (version.empty()) {
    return fail(ErrorKind::invalid, "the export names no version (wp:wxr_version); it may be a plain RSS feed", name,
                remedy);
  }
  if (version != "1.0" && version != "1.1" && version != "1.2") {
    return fail(ErrorKind::invalid, "the export is of a version that is not known here: " + version.substr(0, 40), name,
                "versions 1.0, 1.1 and 1.2 can be read");
  }
  listener.channel(reader.channel());
  return facts;
}

}  // namespace vestnik::interchange::wordpress
