// The table of operations.
#include "newsroom/operations.h"

#include <algorithm>

#include "newsroom/account_operations.h"
#include "newsroom/advertising_operations.h"
#include "newsroom/articles.h"
#include "newsroom/catalogue.h"
#include "newsroom/fronts.h"
#include "newsroom/library_uploads.h"
#include "newsroom/reports.h"
#include "newsroom/settings.h"
#include "newsroom/spelling.h"
#include "newsroom/stories.h"
#include "newsroom/writing.h"

namespace vestnik::newsroom {

namespace {

constexpr unsigned writers = reporter | editor | chief | administrator;

using http::Method;

constexpr Operation table[] = {
    {Method::get, "/api/v1/articles", anybody, "listArticles",
     "Articles in any state, last saved first; q finds words in any form, published or not", "", "ArticleList",
     list_articles, "state section author assignee q sort cursor limit"},
    {Method::post, "/api/v1/articles", writers, "addArticle", "A new draft", "Article", "Article", add_article},
    {Method::get, "/api/v1/articles/{id}", writers, "getArticle", "An article as last saved", "", "Article",
     get_article},
    {Method::put, "/api/v1/articles/{id}", writers, "putArticle",
     "Saves a new revision; members that are absent stay. If-Match with a stale revision is 412", "Article", "Article",
     put_article},
    {Method::del, "/api/v1/articles/{id}", publishers, "trashArticle", "Into the bin; submitting takes it out again",
     "", "Article", trash_article},
    {Method::get, "/api/v1/articles/{id}/writing", writers, "joinWriting",
     "A WebSocket on which those who write in one article at once share what they type; without its handshake 426", "",
     "", join_writing, "shape generation after"},
    {Method::post, "/api/v1/articles/{id}/submit", writers, "submitArticle", "To the editors, for review", "",
     "Article", submit_article},
    {Method::post, "/api/v1/articles/{id}/return", publishers, "returnArticle", "Back to the writer, with a reason",
     "Reason", "Article", return_article},
    {Method::post, "/api/v1/articles/{id}/ready", publishers, "readyArticle", "An editor has found it ready", "",
     "Article", ready_article},
    {Method::post, "/api/v1/articles/{id}/publish", writers, "publishArticle",
     "Shows the newest revision to readers: durable, and on every page at the next request, when it answers. Reporters "
     "where the section does not want an editor, or after one has found the story ready",
     "", "Article", publish_article},
    {Method::post, "/api/v1/articles/{id}/unpublish", publishers, "unpublishArticle", "Back to draft; readers get 404",
     "", "Article", unpublish_article},
    {Method::post, "/api/v1/articles/{id}/withdraw", publishers, "withdrawArticle",
     "Taken back for good, with a reason that readers are told; they get 410", "Reason", "Article", withdraw_article},
    {Method::post, "/api/v1/articles/{id}/schedule", writers, "scheduleArticle",
     "Publishes the newest revision by itself at that second, whatever is saved afterwards; again: the newest by then. "
     "Reporters as in publishArticle",
     "Schedule", "Article", schedule_article},
    {Method::post, "/api/v1/articles/{id}/unschedule", writers, "unscheduleArticle", "Takes the time back; ready again",
     "", "Article", unschedule_article},
    {Method::get, "/api/v1/articles/{id}/checklist", writers, "getChecklist", "What is looked at before publishing", "",
     "Checklist", get_checklist},
    {Method::get, "/api/v1/articles/{id}/reader-material", writers, "getReaderMaterial",
     "What the article shows of readers' reports, and what is missing before it may be published", "", "ReaderMaterial",
     get_reader_material},
    {Method::put, "/api/v1/articles/{id}/reader-material", writers, "putReaderMaterial",
     "Why it may be published, and what was checked; whoever saves takes it over", "ReaderMaterial", "ReaderMaterial",
     put_reader_material},
    {Method::post, "/api/v1/articles/{id}/reader-material/confirm", writers, "confirmReaderMaterial",
     "A second person has looked too", "", "ReaderMaterial", confirm_reader_material},
    {Method::get, "/api/v1/articles/{id}/comments", writers, "listNotes",
     "Comments in the margin and steps of work, oldest first", "", "Notes", list_notes, "cursor limit"},
    {Method::post, "/api/v1/articles/{id}/comments", writers, "addNote", "A comment in the margin", "Note", "Note",
     add_note},
    {Method::post, "/api/v1/articles/{id}/comments/{number}/resolve", writers, "resolveNote", "Settled", "", "Note",
     resolve_note},
    {Method::get, "/api/v1/articles/{id}/revisions", writers, "listRevisions", "Every saved state, newest first", "",
     "Revisions", list_revisions, "cursor limit"},
    {Method::get, "/api/v1/articles/{id}/revisions/{number}", writers, "getRevision", "One saved state, whole", "",
     "Article", get_revision},
    {Method::post, "/api/v1/articles/{id}/revisions/{number}/restore", writers, "restoreRevision",
     "A new revision that says what that one said", "", "Article", restore_revision},
    {Method::post, "/api/v1/articles/{id}/preview", writers, "addPreview",
     "A secret link that shows the story as it will be published", "PreviewWish", "Preview", add_preview},
    {Method::get, "/api/v1/articles/{id}/previews", writers, "listPreviews",
     "The secret links that open the story: who made each, and until when; the links themselves are kept nowhere", "",
     "Previews", list_previews},
    {Method::del, "/api/v1/articles/{id}/previews", writers, "removePreviews", "No link opens the story any more", "",
     "", remove_previews},
    {Method::del, "/api/v1/articles/{id}/previews/{preview}", writers, "removePreview",
     "This link opens nothing any more", "", "", remove_preview},
    {Method::get, "/api/v1/articles/{id}/corrections", writers, "listCorrections", "What was said to be wrong", "",
     "Corrections", list_corrections},
    {Method::post, "/api/v1/articles/{id}/corrections", publishers, "addCorrection",
     "A dated note under the article and on /corrections/, at the next request", "Correction", "Correction",
     add_correction},
    {Method::put, "/api/v1/articles/{id}/corrections/{number}", publishers, "putCorrection", "Other words for it",
     "Correction", "Correction", put_correction},
    {Method::del, "/api/v1/articles/{id}/corrections/{number}", chief | administrator, "removeCorrection",
     "Takes a note off that stands there by mistake", "", "", remove_correction},
    {Method::get, "/api/v1/articles/{id}/history", writers, "listHistory",
     "What was published when, newest first; empty where nothing was changed after publication", "", "History",
     list_history},
    {Method::put, "/api/v1/articles/{id}/history/{number}", chief | administrator, "putHistory",
     "Hides one state from readers, or shows it again", "HistoryState", "HistoryState", put_history},
    {Method::get, "/api/v1/articles/{id}/readers-comments", publishers, "listReadersComments",
     "What readers said under the article, oldest first, shown or not", "", "ReadersComments", list_readers_comments},
    {Method::put, "/api/v1/articles/{id}/readers-comments/{number}", publishers, "putReadersComment",
     "Shows a comment, hides it, or lets it wait; the article's page has it at the next request", "ReadersComment",
     "ReadersComment", put_readers_comment},
    {Method::del, "/api/v1/articles/{id}/readers-comments/{number}", publishers, "removeReadersComment",
     "Removes a comment, its name and its words for good; no import brings them back", "", "", remove_readers_comment},
    {Method::get, "/api/v1/readers-comments", publishers, "listAllReadersComments",
     "Comments of readers of the whole site, or of one's sections, in one state: waiting (unless another is asked "
     "for), "
     "shown, hidden",
     "", "ReadersComments", list_all_readers_comments, "state cursor limit"},
    {Method::get, "/api/v1/assets", anybody, "listAssets", "The media library, newest first", "", "Assets", list_assets,
     "q credit kind rights since until cursor limit"},
    {Method::post, "/api/v1/assets", anybody, "addAsset",
     "Takes a picture, clip, sound or PDF: as multipart/form-data (part \"file\"), as the bare body, or as JSON that "
     "names an \"upload\" that has arrived",
     "", "Asset", add_asset},
    {Method::post, "/api/v1/assets/fetch", anybody, "fetchAsset",
     "Takes a picture over from another site, by its http or https address; answers as addAsset does", "PictureAddress",
     "Asset", fetch_asset},
    {Method::post, "/api/v1/uploads", anybody, "beginUpload",
     "Begins to send a file in pieces (tus 1.0.0): Upload-Length, Upload-Metadata", "", "", begin_upload},
    {Method::head, "/api/v1/uploads/{id}", anybody, "lookAtUpload", "How much of a file has arrived (tus 1.0.0)", "",
     "", look_at_upload},
    {Method::patch, "/api/v1/uploads/{id}", anybody, "continueUpload", "The next bytes of a file (tus 1.0.0)", "", "",
     continue_upload},
    {Method::del, "/api/v1/uploads/{id}", anybody, "endUpload", "Gives an upload up, or away (tus 1.0.0)", "", "",
     end_upload},
    {Method::get, "/api/v1/assets/{id}/picture", anybody, "getPicture",
     "The picture itself, public or not, for the newsroom's own screens", "", "", get_picture, "width crop"},
    {Method::get, "/api/v1/assets/{id}", anybody, "getAsset", "What is known of an asset", "", "Asset", get_asset},
    {Method::put, "/api/v1/assets/{id}", writers | media, "putAsset", "Credit, alt text, crop, focal point …", "Asset",
     "Asset", put_asset},
    {Method::get, "/api/v1/authors", anybody, "listAuthors", "All authors of the site", "", "Authors", list_authors},
    {Method::get, "/api/v1/authors/{slug}", anybody, "getAuthor", "One author", "", "Author", get_author},
    {Method::put, "/api/v1/authors/{slug}", publishers, "putAuthor", "Makes or changes an author", "Author", "Author",
     put_author},
    {Method::get, "/api/v1/topics", anybody, "listTopics",
     "What articles are about: topics whose name or slug holds q, or those of the slugs, with commas between them", "",
     "Topics", list_topics, "q slugs limit"},
    {Method::get, "/api/v1/stories", anybody, "listStories",
     "Running subjects that articles belong to, last changed first: whose name or slug holds q; open or closed", "",
     "Stories", list_stories, "q state cursor limit"},
    {Method::post, "/api/v1/stories", publishers, "addStory",
     "A new one; readers see it from the first published article on", "Story", "Story", add_story},
    {Method::get, "/api/v1/stories/{slug}", anybody, "getStory", "One story, with its newest articles", "", "Story",
     get_story},
    {Method::put, "/api/v1/stories/{slug}", publishers, "putStory",
     "Changes name, address, summary, picture or state; a former address leads to the new one", "Story", "Story",
     put_story},
    {Method::del, "/api/v1/stories/{slug}", chief | administrator, "deleteStory",
     "Takes the story away; its articles stay. Where readers know its address, that leads to \"to\" (a path or an "
     "http(s) address), or answers 410 without it",
     "", "", delete_story, "to"},
    {Method::get, "/api/v1/stories/{slug}/articles/{id}", anybody, "getStoryPart",
     "What a published article is to the story: its line on the timeline, whether it is a key moment", "", "StoryPart",
     get_story_part},
    {Method::put, "/api/v1/stories/{slug}/articles/{id}", publishers, "putStoryPart",
     "Says it otherwise, at the next request: in the published article and in what was saved after it; the time of "
     "change does not move",
     "StoryPart", "StoryPart", put_story_part},
    {Method::get, "/api/v1/sections", anybody, "listSections", "All sections of the site", "", "Sections",
     list_sections},
    {Method::get, "/api/v1/sections/{slug}", anybody, "getSection", "One section", "", "Section", get_section},
    {Method::put, "/api/v1/sections/{slug}", chief | administrator, "putSection", "Makes or changes a section",
     "Section", "Section", put_section},
    {Method::get, "/api/v1/sites", anybody, "listSites", "All sites", "", "Sites", list_sites},
    {Method::get, "/api/v1/sites/{host}", anybody, "getSite", "One site", "", "Site", get_site},
    {Method::put, "/api/v1/sites/{host}", chief | advertising | administrator, "putSite",
     "Makes or changes a site: name, navigation, breaking sign …; whoever sells: house advertisements and ads.txt "
     "alone",
     "Site", "Site", put_site},
    {Method::get, "/api/v1/fronts/{section}", anybody, "getFront",
     "How editors arranged the home page (\"home\") or a section's first page", "", "Front", get_front},
    {Method::put, "/api/v1/fronts/{section}", publishers, "putFront",
     "Arranges it: ordered zones of pinned and automatic stories, seen at the next request", "Front", "Front",
     put_front},
    {Method::post, "/api/v1/fronts/{section}/preview", publishers, "previewFront",
     "A secret link that shows the front as it would be", "Front", "Preview", preview_front},
    {Method::post, "/api/v1/spelling", writers, "checkSpelling",
     "Which of the words the language's dictionary does not know; available is false where there is none", "Words",
     "Spelling", check_spelling},
    {Method::post, "/api/v1/spelling/suggestions", writers, "suggestSpelling", "What a word may have been meant to be",
     "Word", "Suggestions", suggest_spelling},
    {Method::get, "/api/v1/redirects", publishers, "listRedirects", "Where old addresses lead", "", "Redirects",
     list_redirects, "q cursor limit"},
    {Method::post, "/api/v1/redirects", chief | administrator, "addRedirect",
     "Sends an address elsewhere, or nowhere (410) where \"to\" is empty", "Redirect", "Redirect", add_redirect},
    {Method::del, "/api/v1/redirects/{id}", chief | administrator, "removeRedirect", "Takes it away", "", "",
     remove_redirect},
    {Method::get, "/api/v1/tokens", administrator, "listTokens", "Programs that may call", "", "Tokens", list_tokens},
    {Method::post, "/api/v1/tokens", administrator, "addToken", "A new token, told once", "Token", "Token", add_token},
    {Method::del, "/api/v1/tokens/{id}", administrator, "removeToken", "It opens nothing any more", "", "",
     remove_token},
    {Method::get, "/api/v1/overview", anybody, "getOverview",
     "What is in work, what is scheduled, what is read now, what went wrong", "", "Overview", get_overview},
    {Method::get, "/api/v1/calendar", anybody, "getCalendar",
     "What is scheduled, what an embargo holds back until then and what was published, from \"from\" to before "
     "\"until\" "
     "(RFC 3339)",
     "", "Calendar", get_calendar, "from until"},
};

}  // namespace

std::span<const Operation> operations() {
  static const std::vector<Operation> all = [] {
    std::vector<Operation> joined(std::begin(table), std::end(table));
    joined.insert(joined.end(), account_operations().begin(), account_operations().end());
    joined.insert(joined.end(), report_operations().begin(), report_operations().end());
    joined.insert(joined.end(), advertising_operations().begin(), advertising_operations().end());
    return joined;
  }();
  return all;
}

unsigned roles_of(std::string_view operation) {
  const auto found = std::ranges::find(operations(), operation, &Operation::name);
  return found == operations().end() ? 0 : found->roles;
}

}  // namespace vestnik::newsroom
