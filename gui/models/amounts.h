// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include <cstdint>

namespace roost::models {

/// 1536 -> "1.5 KiB", in the words and digits of the user's language.
QString octetsText(std::int64_t octets);

QString countText(std::int64_t count);

/// How long ago, roughly: "3 minutes ago".
QString agoText(const QDateTime& then, const QDateTime& now);

/// "2 days", "5 minutes": empty when it is no whole number of them.
QString durationText(std::int64_t seconds);
/// How soon, roughly: "in 3 minutes".
QString soonText(const QDateTime& then, const QDateTime& now);

/// As short as can be: "18:04" today, "Tue 18:04" this week, else the date; a dash when it never
/// was.
QString momentText(const QDateTime& at);

/// Invalid for 0, which means never.
QDateTime instant(std::int64_t unix_seconds);

} // namespace roost::models
