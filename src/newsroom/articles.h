// The calls about articles: writing, steps of work, what is said about them, their past, previews.
#pragma once

#include "newsroom/operations.h"

namespace vestnik::newsroom {

// articles.cpp, article_list.cpp
Result<http::Response> list_articles(const Call& call);
Result<http::Response> add_article(const Call& call);
Result<http::Response> get_article(const Call& call);
Result<http::Response> put_article(const Call& call);
Result<http::Response> trash_article(const Call& call);

// workflow.cpp
Result<http::Response> submit_article(const Call& call);
Result<http::Response> return_article(const Call& call);
Result<http::Response> ready_article(const Call& call);
Result<http::Response> publish_article(const Call& call);
Result<http::Response> unpublish_article(const Call& call);
Result<http::Response> withdraw_article(const Call& call);
Result<http::Response> schedule_article(const Call& call);
Result<http::Response> unschedule_article(const Call& call);

// checklist.cpp
Result<http::Response> get_checklist(const Call& call);

// reader_material.cpp
Result<http::Response> get_reader_material(const Call& call);
Result<http::Response> put_reader_material(const Call& call);
Result<http::Response> confirm_reader_material(const Call& call);

// notes.cpp
Result<http::Response> list_notes(const Call& call);
Result<http::Response> add_note(const Call& call);
Result<http::Response> resolve_note(const Call& call);

// revisions.cpp
Result<http::Response> list_revisions(const Call& call);
Result<http::Response> get_revision(const Call& call);
Result<http::Response> restore_revision(const Call& call);

// previews.cpp
Result<http::Response> add_preview(const Call& call);
Result<http::Response> list_previews(const Call& call);
Result<http::Response> remove_preview(const Call& call);
Result<http::Response> remove_previews(const Call& call);

// readers_comments.cpp
Result<http::Response> list_readers_comments(const Call& call);
Result<http::Response> list_all_readers_comments(const Call& call);
Result<http::Response> put_readers_comment(const Call& call);
Result<http::Response> remove_readers_comment(const Call& call);
// corrections.cpp
Result<http::Response> list_corrections(const Call& call);
Result<http::Response> add_correction(const Call& call);
Result<http::Response> put_correction(const Call& call);
Result<http::Response> remove_correction(const Call& call);
Result<http::Response> list_history(const Call& call);
Result<http::Response> put_history(const Call& call);

}  // namespace vestnik::newsroom
