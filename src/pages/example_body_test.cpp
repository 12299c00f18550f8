// The example newspaper's pictures, and the text of its lead story: every kind of block that a body can hold.
#include <gtest/gtest.h>

#include "base/digest.h"
#include "base/json.h"
#include "content/html_writer.h"
#include "pages/example_pages.h"

namespace vestnik::pages::example {
namespace {

// Shows asset n as picture n.
class ExampleFigures : public content::Figures {
 public:
  std::string media(AssetId asset, std::string_view alt, bool in_gallery) const override {
    PictureView shown = picture(static_cast<int>(asset.value));
    if (!alt.empty()) shown.alt = alt;
    return render_picture(shown, in_gallery ? PictureUse::gallery : PictureUse::body, false);
  }
  std::string credit(AssetId) const override { return "Снимка: Архив „Куриер“"; }
  std::string embed(std::string_view provider, std::string_view id, std::string_view url,
                    std::string_view title) const override {
    return render_embed(provider, id, url, title, "bg");
  }
};

json::object text(std::string_view words, std::string_view mark = {}) {
  json::object node{{"type", "text"}, {"text", words}};
  if (!mark.empty()) node["marks"] = json::array{json::object{{"type", mark}}};
  return node;
}
json::object link(std::string_view words, std::string_view href) {
  json::object node = text(words);
  node["marks"] = json::array{json::object{{"type", "link"}, {"attrs", json::object{{"href", href}}}}};
  return node;
}
json::object block(std::string_view type, json::array content, json::object attributes = {}) {
  json::object node{{"type", type}};
  if (!attributes.empty()) node["attrs"] = std::move(attributes);
  if (!content.empty()) node["content"] = std::move(content);
  return node;
}
json::object paragraph(std::string_view words) {
  return block("paragraph", {text(words)});
}
json::object image(int n, std::string_view caption) {
  return block("image", {}, {{"asset", n}, {"caption", caption}});
}
json::object row(std::string_view cell, std::initializer_list<std::string_view> words) {
  json::array cells;
  for (const std::string_view word : words) cells.push_back(block(cell, {paragraph(word)}));
  return block("tableRow", std::move(cells));
}

json::array bulgarian_body() {
  return {
      block(
          "paragraph",
          {text(
               "Мостът над Марица при Белово, по който всеки ден минават единайсет хиляди автомобила, ще бъде затворен "
               "от понеделник до края на август. Това съобщи пътната агенция след последния преглед на съоръжението, "),
           link("публикуван вчера", "/obshtestvo/doklad/"), text(".")}),
      paragraph("Две от главните греди са напукани, а лагерите от южната страна почти не се движат. „Ако изчакаме още "
                "една зима, ще ремонтираме два пъти по-скъпо“, казва инж. Петър Чолаков, който ръководи проекта."),
      image(21, "Южната опора, снимана през октомври."),
      block("heading", {text("Накъде ще се минава")}, {{"level", 2}}),
      block("paragraph",
            {text("Обходният път води през Мененкьово, Сестримо и Голямо Белово. За тежкотоварните камиони е определен "
                  "друг маршрут – през магистралата, с което пътуването им се удължава с "),
             text("около четиресет минути", "bold"), text(".")}),
      block(
          "paragraph",
          {text("Автобусите ще спират на старата гара. Разписанието ще бъде на таблата още в неделя вечер, а учениците "
                "ще пътуват безплатно, съобщиха от "),
           text("общината", "italic"), text(".")}),
      block("bulletList", {block("listItem", {paragraph("леки автомобили – през Сестримо;")}),
                           block("listItem", {paragraph("камиони над 12 тона – през магистралата;")}),
                           block("listItem", {paragraph("велосипедисти и пешеходци – по временния мост.")})}),
      block(
          "pullquote",
          {paragraph("Този мост е строен от хора, които са знаели, че правнуците им ще минават по него. Нашата работа "
                     "е да не ги засрамим.")},
          {{"cite", "Петър Чолаков, инженер"}}),
      paragraph("Ремонтът струва осемнайсет милиона лева. Парите идват от републиканския бюджет, като една пета от тях "
                "са за временното съоръжение, което военните ще сглобят за девет дни."),
      paragraph("Жителите на трите села не са доволни. „По нашата улица две коли не могат да се разминат, а сега ще "
                "минават хиляди“, казва кметът на Сестримо Ангел Гюров."),
      block("factBox",
            {paragraph("Построен през 1931 г., дълъг 212 метра, с пет отвора. Последният основен ремонт е от 1974 г.")},
            {{"title", "Мостът в числа"}}),
      paragraph("Агенцията обещава да следи движението с камери и да затвори селските улици за транзит, ако чакането "
                "надхвърли половин час. Глобата за навлизане на тежки камиони е пет хиляди лева."),
      block("gallery", {image(50, ""), image(51, ""), image(52, ""), image(53, "")},
            {{"caption", "Старият мост през годините"}}),
      paragraph("Историците пък искат да бъде запазен каменният парапет, изработен от майстори от Брацигово. Част от "
                "него ще бъде свалена, почистена и върната през есента."),
      block("heading", {text("Какво казват търговците")}, {{"level", 2}}),
      paragraph("Пазарът до моста ще работи, но без паркинг. Сдружението на търговците настоява за отсрочка на "
                "таксите, защото очаква оборотът да спадне с една трета."),
      block("table",
            {row("tableHeader", {"Месец", "Автомобили", "Камиони"}), row("tableCell", {"Август", "341 200", "28 400"}),
             row("tableCell", {"Септември", "329 800", "30 150"})}),
      block("blockquote",
            {paragraph("„Миналия път обещаха два месеца, а минаха пет“, спомня си Станка Илиева, която държи "
                       "хлебарницата от другата страна на реката.")}),
      block("embed", {},
            {{"provider", "youtube"},
             {"id", "abcDEF12345"},
             {"url", "https://www.youtube.com/watch?v=abcDEF12345"},
             {"title", "Как се мести мост: кадри от въздуха"}}),
      paragraph(
          "Строителите уверяват, че този път договорът предвижда неустойка за всеки ден закъснение. Първият отвор "
          "трябва да бъде готов до средата на юли."),
      paragraph(
          "Кога точно ще мине първата кола по обновения мост, ще стане ясно след проверката на водолазите, насрочена "
          "за двайсети август."),
      block("sourceNote", {}, {{"name", "Пътна агенция"}, {"url", "https://roads.example/"}}),
  };
}

json::array english_body() {
  json::array blocks;
  for (int i = 0; i < 6; ++i) {
    blocks.push_back(
        paragraph("The bridge was built in 1931 and carries eleven thousand vehicles a day. The last "
                  "inspection found cracks in two of its beams, says the report of the road agency."));
  }
  blocks.push_back(block("heading", {text("What comes next")}, {{"level", 2}}));
  blocks.push_back(block("bulletList", {block("listItem", {paragraph("Works begin on Monday")}),
                                        block("listItem", {paragraph("Buses stop at the old station")})}));
  return blocks;
}

}  // namespace

PictureView picture(int n, int width, int height) {
  PictureView made;
  made.digest = sha256_hex("picture " + std::to_string(n));
  made.width = width;
  made.height = height;
  made.alt = "Картина номер " + std::to_string(n);
  made.caption = "Нощен влак по долината на Искър.";
  made.credit = "Снимка: Архив „Куриер“";
  made.placeholder = "data:image/webp;base64,UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoCAAEAAUAmJaACdAFAAAD++AAA";
  return made;
}

std::vector<std::string> body(std::string_view language) {
  const json::object document = block("doc", language == "bg" ? bulgarian_body() : english_body());
  const auto parsed = content::parse_body(json::value(document));
  if (!parsed) {
    ADD_FAILURE() << parsed.error().message();
    return {};
  }
  return content::write_html_blocks(*parsed, ExampleFigures());
}

}  // namespace vestnik::pages::example
