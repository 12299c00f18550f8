// Sites, sections, authors, topics, stories and assets through the API.
#pragma once

#include "newsroom/operations.h"

namespace vestnik::newsroom {

Result<http::Response> list_sites(const Call& call);
Result<http::Response> get_site(const Call& call);
Result<http::Response> put_site(const Call& call);
Result<http::Response> list_sections(const Call& call);
Result<http::Response> get_section(const Call& call);
Result<http::Response> put_section(const Call& call);
Result<http::Response> list_authors(const Call& call);
Result<http::Response> get_author(const Call& call);
Result<http::Response> put_author(const Call& call);
Result<http::Response> list_topics(const Call& call);
Result<http::Response> list_stories(const Call& call);
Result<http::Response> add_story(const Call& call);
Result<http::Response> get_story(const Call& call);
Result<http::Response> put_story(const Call& call);
Result<http::Response> list_assets(const Call& call);
Result<http::Response> add_asset(const Call& call);
Result<http::Response> fetch_asset(const Call& call);
Result<http::Response> get_asset(const Call& call);
Result<http::Response> put_asset(const Call& call);
Result<http::Response> get_picture(const Call& call);

// In the library of that site.
bool has_asset(store::Session& session, SiteId site, AssetId id);

}  // namespace vestnik::newsroom
