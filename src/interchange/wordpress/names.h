// Sections, topics and authors of the export in the store: made where they are missing, found again where they are
// there. What the newsroom has changed about them stays.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "content/site.h"
#include "interchange/report.h"
#include "interchange/wordpress/survey.h"
#include "store/session.h"

namespace vestnik::interchange::wordpress {

class Names {
 public:
  // Within a writing transaction. `site` has an id.
  void take(store::Session& session, const content::Site& site, const Survey& survey, ImportReport& report, Time now);

  // By WordPress's slug; 0 where there is none.
  SectionId section(std::string_view slug) const;
  TopicId topic(std::string_view slug) const;
  // Of a taxonomy beyond WordPress's own.
  TopicId topic(std::string_view taxonomy, std::string_view slug) const;
  // A taxonomy beyond WordPress's own that has such a term; "" where none does.
  std::string_view taxonomy_with(std::string_view slug) const;
  // Where articles of a custom type go that stand in no category; 0 where there is none.
  SectionId section_of_type(std::string_view type) const;
  const std::map<std::string, SectionId, std::less<>>& type_sections() const { return type_sections_; }
  AuthorId author(std::string_view login) const;
  AuthorId author_of_number(std::int64_t number) const;
  SectionId section_of_term(std::int64_t term) const;
  TopicId topic_of_term(std::int64_t term) const;
  // Whether a section of the site, of the export or not, stands at "/{slug}/".
  bool is_section(std::string_view slug) const { return slugs_here_.contains(slug); }
  // Where posts without a category go; made when `take` saw that one is needed.
  SectionId news() const { return news_; }
  // How deep a section lies: 0 top.
  int depth(SectionId section) const;
  bool is_ancestor(SectionId ancestor, SectionId section) const;
  // A topic of the same name as a section, for posts that stand in several; made where it is missing.
  TopicId topic_for_section(store::Session& session, SectionId section, Time now);

  struct Address {
    std::string slug;  // here
    std::string name;
  };
  const Address& address(SectionId section) const;
  const Address& address(TopicId topic) const;
  const Address& address(AuthorId author) const;

  // WordPress's slug of each, with its id there (0 where unknown) and what it became: for redirects.
  template <class Id>
  struct Old {
    std::string slug;
    std::int64_t number = 0;
    std::string path;  // "/a/b/" with its parents, of categories and terms of further taxonomies
    Id id;
    std::string taxonomy = {};  // "" but for terms of further taxonomies
  };
  const std::vector<Old<SectionId>>& old_sections() const { return old_sections_; }
  const std::vector<Old<TopicId>>& old_topics() const { return old_topics_; }
  const std::vector<Old<AuthorId>>& old_authors() const { return old_authors_; }

 private:
  SectionId take_section(const WxrTerm& term, int nesting);
  void take_topic(const WxrTerm& term);
  void take_author(const WxrAuthor& author);
  // All addresses that an author's page may have had: exports tell the login, the address was made of it or chosen.
  void name_author_pages(const std::vector<WxrAuthor>& authors);
  void take_type(const std::string& type, const std::string& step);
  SectionId make_news();
  // The slug of a section's front: another where an address that wins over it begins so.
  std::string front_slug(std::string slug);
  // A slug that no other of the export has.
  std::string own_slug(std::map<std::string, std::string>& taken, std::string wanted, std::string_view old) const;

  store::Session* session_ = nullptr;  // only while `take` runs
  ImportReport* report_ = nullptr;
  const Survey* survey_ = nullptr;
  content::Site site_;
  Time now_;
  std::map<std::string, const WxrTerm*, std::less<>> categories_;
  std::map<std::string, SectionId, std::less<>> sections_;
  std::map<std::string, TopicId, std::less<>> topics_;
  std::map<std::string, AuthorId, std::less<>> authors_;
  std::map<std::int64_t, AuthorId> author_numbers_;
  std::map<std::string, AuthorId, std::less<>> nice_authors_;         // by the login as addresses have it
  std::map<std::string, const WxrTerm*, std::less<>> further_terms_;  // by topic_key
  std::map<std::string, std::string, std::less<>> taxonomy_of_slug_;
  std::map<std::string, std::string> topic_names_;  // by slug here
  std::map<std::string, SectionId, std::less<>> type_sections_;
  std::map<std::int64_t, SectionId> section_terms_;
  std::map<std::int64_t, TopicId> topic_terms_;
  std::map<SectionId, SectionId> parents_;
  std::map<SectionId, Address> section_addresses_;
  std::map<TopicId, Address> topic_addresses_;
  std::map<AuthorId, Address> author_addresses_;
  std::map<SectionId, TopicId> section_topics_;
  std::map<std::string, std::string> section_slugs_, topic_slugs_, author_slugs_;
  std::set<std::string, std::less<>> slugs_here_;  // of all sections of the site
  std::vector<Old<SectionId>> old_sections_;
  std::vector<Old<TopicId>> old_topics_;
  std::vector<Old<AuthorId>> old_authors_;
  SectionId news_;
  int position_ = 0;
};

}  // namespace vestnik::interchange::wordpress
