#include "reader/context.h"

namespace vestnik::reader {

std::string current_day(const Context& context) {
  return format_rfc3339(context.parts->clock(), context.site->site().time_zone).substr(0, 10);
}

std::uint64_t chrome_version(const Context& context) {
  Version version("chrome");
  version.add(context.site->site().id).add(context.site->chrome_version());
  version.add(context.edition->asset_version(context.site->site().look.logo));
  for (const edition::SummaryPtr& story : context.site->breaking()) version.add(story->id).add(story->version);
  return version.value();
}

void add_card(Version& version, const Context& context, const edition::Summary& story) {
  version.add(story.id).add(story.version).add(context.edition->asset_version(story.lead_image));
}

void add_cards(Version& version, const Context& context, const std::vector<edition::SummaryPtr>& stories) {
  version.add(static_cast<std::int64_t>(stories.size()));
  for (const edition::SummaryPtr& story : stories) add_card(version, context, *story);
}

ChainPlan changing_chain(const Context& context, const Version& version, std::function<Result<std::string>()> render) {
  ChainPlan plan;
  plan.version = version.value();
  plan.render = std::move(render);
  if (context.edition->passing()) plan.asked = pages::Asked::briefly;
  return plan;
}

}  // namespace vestnik::reader
