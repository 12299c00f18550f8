"""The paper's own advertisements, 1456 × 360."""

import math

import cairo

from .canvas import Canvas, rgb, tone

WIDTH, HEIGHT = 1456, 360


def words(c, x, y, text, size, colour, bold=True):
    c.context.select_font_face("DejaVu Serif" if bold else "DejaVu Sans", cairo.FONT_SLANT_NORMAL,
                               cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL)
    c.context.set_font_size(size)
    c.context.set_source_rgb(*rgb(colour))
    c.context.move_to(x, y)
    c.context.show_text(text)


def button(c, x, y, text, ground, colour):
    c.context.select_font_face("DejaVu Sans", cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD)
    c.context.set_font_size(30)
    width = c.context.text_extents(text).x_advance
    c.box(x, y, width + 72, 74, 37).fill(ground)
    words(c, 0, -100, "", 30, colour)
    c.context.select_font_face("DejaVu Sans", cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD)
    c.context.set_font_size(30)
    c.context.set_source_rgb(*rgb(colour))
    c.context.move_to(x + 36, y + 48)
    c.context.show_text(text)


def newsletter(seed):
    c = Canvas(seed, WIDTH, HEIGHT)
    c.sky("#12364a", "#1f5a63", to=HEIGHT)
    for at in range(4):
        c.curve([(-20, 300 + at * 26), (340, 250 + at * 30), (760, 330 + at * 20), (1480, 262 + at * 30)]).stroke("#7cc0b4", 10, 0.25)
    words(c, 70, 128, "Денят в пет минути", 62, "#fbf6ea")
    words(c, 72, 186, "Сутрешният бюлетин на „Талвег“, всеки делник в 7,00 ч.", 29, "#cfe6e2", bold=False)
    button(c, 70, 226, "Запишете се", "#f2c14e", "#12364a")
    c.context.save()
    c.context.translate(1215, 180)
    c.context.rotate(-0.1)
    c.box(-180, -108, 360, 226, 16).fill("#fbf6ea")
    c.polygon((-180, -104), (180, -104), (0, 40)).fill("#e9dcc2")
    c.line((-180, -104), (0, 40), (180, -104)).stroke("#c9b48e", 6)
    c.circle(0, 34, 38).fill("#c8463d")
    c.curve([(-18, 40), (-6, 24), (8, 42), (20, 28)]).stroke("#fbf6ea", 6)
    c.context.restore()
    return c


def signal(seed):
    c = Canvas(seed, WIDTH, HEIGHT)
    c.sky("#f3e6cd", "#e7d0a6", to=HEIGHT)
    words(c, 520, 128, "Видяхте нещо нередно?", 58, "#3a2b20")
    words(c, 522, 186, "Пратете ни сигнал – името ви остава само при нас.", 29, "#5f4a36", bold=False)
    button(c, 520, 226, "Подайте сигнал", "#b4443a", "#fffaf0")
    x, y = 250, 190
    c.circle(x, y, 150).fill("#d9a441", 0.35)
    c.polygon((x - 70, y - 44), (x + 60, y - 112), (x + 60, y + 100), (x - 70, y + 40)).fill("#b4443a")
    c.box(x - 124, y - 44, 70, 86, 20).fill("#8c2f2b")
    c.polygon((x - 100, y + 40), (x - 56, y + 40), (x - 36, y + 120), (x - 80, y + 120)).fill("#8c2f2b")
    c.box(x + 54, y - 118, 22, 226, 11).fill("#5f2420")
    for at in range(3):
        c.context.new_path()
        c.context.arc(x + 84, y - 4, 44 + at * 34, -0.6, 0.6)
        c.stroke("#3a2b20", 10, 0.8 - at * 0.2)
    return c


def free_reading(seed):
    c = Canvas(seed, WIDTH, HEIGHT)
    c.sky("#39264a", "#6a3f5c", to=HEIGHT)
    words(c, 70, 128, "Без абонамент и бисквитки", 52, "#fdf3e4")
    words(c, 72, 186, "„Талвег“ се чете свободно – и не ви следи, докато четете.", 29, "#e8cfd6", bold=False)
    button(c, 70, 226, "Как се издържаме", "#7cc0b4", "#241730")
    x, y = 1222, 196
    c.polygon((x - 190, y + 90), (x, y + 60), (x, y - 100), (x - 178, y - 72)).fill("#fdf3e4")
    c.polygon((x + 190, y + 90), (x, y + 60), (x, y - 100), (x + 178, y - 72)).fill("#ead9c6")
    c.polygon((x - 196, y + 104), (x, y + 74), (x + 196, y + 104), (x, y + 92)).fill("#c8463d")
    for side in (-1, 1):
        for at in range(5):
            c.line((x + side * 28, y - 62 + at * 28), (x + side * 150, y - 42 + at * 28)).stroke("#b9a48d", 6, 0.8)
    for at in range(7):
        angle = -2.6 + at * 0.35
        c.line((x + 190 * math.cos(angle), y - 40 + 120 * math.sin(angle)), (x + 222 * math.cos(angle), y - 40 + 146 * math.sin(angle))).stroke("#f2c14e", 7)
    return c


def party(seed):
    c = Canvas(seed, WIDTH, HEIGHT)
    c.sky("#f7c873", "#fbe9c6", to=HEIGHT)
    c.circle(1180, 330, 150).fill("#e2672e")
    for at in range(9):
        angle = -math.pi + at * math.pi / 8
        c.line((1180 + 175 * math.cos(angle), 330 + 175 * math.sin(angle)),
               (1180 + 235 * math.cos(angle), 330 + 235 * math.sin(angle))).stroke("#e2672e", 12)
    c.curve([(-20, 318), (420, 288), (900, 332), (1480, 300)]).stroke("#3f7d4e", 70)
    words(c, 70, 128, "Партия „Ново утро“", 62, "#3b1f12")
    words(c, 72, 186, "Измислена партия в измислени избори", 29, "#6b4226", bold=False)
    button(c, 70, 226, "Програмата ни", "#3b1f12", "#fdf3e4")
    return c


def bakery(seed):
    c = Canvas(seed, WIDTH, HEIGHT)
    c.sky("#5b3a24", "#8a5a34", to=HEIGHT)
    words(c, 520, 128, "Хлебарница „Нива“", 62, "#fdf0d8")
    words(c, 522, 186, "Измислен хляб, пресен всяка сутрин", 29, "#f0d3a8", bold=False)
    button(c, 520, 226, "Вижте хлябовете", "#f2c14e", "#3b2413")
    for x, y, size in ((170, 210, 1.0), (330, 180, 1.15)):
        c.box(x - 110 * size, y - 62 * size, 220 * size, 130 * size, 62).fill("#d99a4e")
        for at in (-50, 0, 50):
            c.line((x + (at - 18) * size, y + 20 * size), (x + (at + 18) * size, y - 36 * size)).stroke("#f7dca9", 11)
    return c
