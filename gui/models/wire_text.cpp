// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/wire_text.h"

#include <QCoreApplication>

namespace roost::models {

namespace {

constexpr qsizetype MaxShown = 500;
constexpr qsizetype MaxWhole = 4000;

struct WireTextWords {
    Q_DECLARE_TR_FUNCTIONS(WireText)
};

/// Control characters (Cc), invisible and bidi ones (Cf), and the two line separators.
bool isHarmful(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    default: return false;
    }
}

QString cleaned(std::string_view wire, qsizetype limit)
{
    const auto octets = std::min<std::size_t>(wire.size(), static_cast<std::size_t>(4 * limit + 4));
    const auto points = QString::fromUtf8(wire.data(), static_cast<qsizetype>(octets)).toUcs4();
    QString text;
    for (const char32_t c : points) {
        if (text.size() >= limit) return text + QChar(0x2026);
        if (c == U'\n' || c == U'\t') {
            text += u' ';
        } else if (!isHarmful(c)) {
            text += QString::fromUcs4(&c, 1);
        }
    }
    return text;
}

} // namespace

QString shownText(std::string_view wire)
{
    return cleaned(wire, MaxShown);
}

QString wholeText(std::string_view wire)
{
    return cleaned(wire, MaxWhole);
}

QString errorText(const Error& error)
{
    const QString detail = shownText(error.detail);
    switch (error.code) {
    case Code::timeout:
        return WireTextWords::tr(
            "The relay did not answer in time. It may be very busy; try again.");
    case Code::unavailable: return WireTextWords::tr("This is not possible now: %1.").arg(detail);
    case Code::denied: return WireTextWords::tr("This is not allowed: %1.").arg(detail);
    case Code::corrupt: return WireTextWords::tr("The relay found damaged data: %1.").arg(detail);
    case Code::internal:
        return WireTextWords::tr("Something went wrong inside the relay; its log says more (%1).")
            .arg(detail);
    default: return detail;
    }
}

} // namespace roost::models
