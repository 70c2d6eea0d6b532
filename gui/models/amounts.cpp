// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/amounts.h"

#include <QCoreApplication>
#include <QLocale>

#include <cstdlib>

namespace roost::models {

namespace {

struct AmountsWords {
    Q_DECLARE_TR_FUNCTIONS(Amounts)
};

} // namespace

QString octetsText(std::int64_t octets)
{
    return QLocale().formattedDataSize(octets, octets < 1024 ? 0 : 1);
}

QString countText(std::int64_t count)
{
    return QLocale().toString(static_cast<qlonglong>(count));
}

QString agoText(const QDateTime& then, const QDateTime& now)
{
    const qint64 seconds = std::max<qint64>(0, then.secsTo(now));
    if (seconds < 5) return AmountsWords::tr("just now");
    if (seconds < 90) return AmountsWords::tr("%n seconds ago", nullptr, static_cast<int>(seconds));
    if (seconds < 90 * 60)
        return AmountsWords::tr("%n minutes ago", nullptr, static_cast<int>((seconds + 30) / 60));
    if (seconds < 36 * 3600)
        return AmountsWords::tr("%n hours ago", nullptr, static_cast<int>((seconds + 1800) / 3600));
    return AmountsWords::tr("%n days ago", nullptr, static_cast<int>((seconds + 43200) / 86400));
}

QString durationText(std::int64_t seconds)
{
    constexpr std::int64_t Minute = 60;
    constexpr std::int64_t Hour = 60 * Minute;
    constexpr std::int64_t Day = 24 * Hour;
    if (seconds < Minute) return {};
    const auto count = [seconds](std::int64_t unit) { return static_cast<int>(seconds / unit); };
    if (seconds % Day == 0) return AmountsWords::tr("%n days", nullptr, count(Day));
    if (seconds % Hour == 0) return AmountsWords::tr("%n hours", nullptr, count(Hour));
    if (seconds % Minute == 0) return AmountsWords::tr("%n minutes", nullptr, count(Minute));
    return {};
}

QString soonText(const QDateTime& then, const QDateTime& now)
{
    const qint64 seconds = now.secsTo(then);
    if (seconds < 5) return AmountsWords::tr("now");
    if (seconds < 90) return AmountsWords::tr("in %n seconds", nullptr, static_cast<int>(seconds));
    if (seconds < 90 * 60)
        return AmountsWords::tr("in %n minutes", nullptr, static_cast<int>((seconds + 30) / 60));
    if (seconds < 36 * 3600)
        return AmountsWords::tr("in %n hours", nullptr, static_cast<int>((seconds + 1800) / 3600));
    return AmountsWords::tr("in %n days", nullptr, static_cast<int>((seconds + 43200) / 86400));
}

QString momentText(const QDateTime& at)
{
    constexpr qint64 DaysWithAName = 6; // beyond, "Tue" could be this week's or another
    if (!at.isValid()) return QString(QChar(0x2013));
    const QLocale locale;
    const QString time = locale.toString(at.time(), QLocale::ShortFormat);
    const qint64 days = QDate::currentDate().daysTo(at.date());
    if (days == 0) return time;
    if (std::abs(days) > DaysWithAName) return locale.toString(at.date(), QLocale::ShortFormat);
    return locale.dayName(at.date().dayOfWeek(), QLocale::ShortFormat) + u' ' + time;
}

QDateTime instant(std::int64_t unix_seconds)
{
    if (unix_seconds <= 0) return {};
    return QDateTime::fromSecsSinceEpoch(unix_seconds);
}

} // namespace roost::models
