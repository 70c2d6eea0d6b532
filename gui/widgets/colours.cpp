// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/colours.h"

namespace roost::widgets {

namespace {

constexpr int HalfLight = 128;

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

int mix(int a, int b, double share)
{
    return static_cast<int>(a * share + b * (1 - share));
}

} // namespace

const Colours& lightColours()
{
    static const Colours colours{.window = rgb(0xf6f7f8),
                                 .rail = rgb(0xeceff0),
                                 .card = rgb(0xffffff),
                                 .border = rgb(0xdde2e5),
                                 .field = rgb(0xffffff),
                                 .text = rgb(0x1b2226),
                                 .muted = rgb(0x5c6870),
                                 .accent = rgb(0x0d7377),
                                 .accent_hover = rgb(0x0a5f63),
                                 .on_accent = rgb(0xffffff),
                                 .soft = rgb(0xdcebeb),
                                 .good = rgb(0x23854d),
                                 .warning = rgb(0xa86400),
                                 .bad = rgb(0xc0342f)};
    return colours;
}

const Colours& darkColours()
{
    static const Colours colours{.window = rgb(0x161a1d),
                                 .rail = rgb(0x111416),
                                 .card = rgb(0x1e2327),
                                 .border = rgb(0x30373c),
                                 .field = rgb(0x171b1e),
                                 .text = rgb(0xe4e8ea),
                                 .muted = rgb(0x9aa6ad),
                                 .accent = rgb(0x4db6ac),
                                 .accent_hover = rgb(0x6cc7be),
                                 .on_accent = rgb(0x0a1b1a),
                                 .soft = rgb(0x24393a),
                                 .good = rgb(0x5cc689),
                                 .warning = rgb(0xe3a94d),
                                 .bad = rgb(0xf0766f)};
    return colours;
}

const Colours& coloursFor(const QPalette& palette)
{
    const bool is_dark = palette.color(QPalette::Active, QPalette::Window).lightness() < HalfLight;
    return is_dark ? darkColours() : lightColours();
}

QColor mixed(const QColor& colour, const QColor& ground, double share)
{
    return QColor(mix(colour.red(), ground.red(), share),
                  mix(colour.green(), ground.green(), share),
                  mix(colour.blue(), ground.blue(), share));
}

} // namespace roost::widgets
