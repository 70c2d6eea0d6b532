// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/setting_form.h"

#include "gui/models/amounts.h"
#include "gui/models/setting_words.h"
#include "gui/models/wire_text.h"
#include "shared/settings/address_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

namespace roost::models {

namespace {

struct SettingFormWords {
    Q_DECLARE_TR_FUNCTIONS(SettingForm)
};

constexpr double Kilo = 1024;

/// What stands behind a number, in the daemon's spelling (K, M, G; also KB, MB, GB).
double factorOf(const QString& suffix)
{
    const QString letter = suffix.trimmed().toUpper();
    if (letter.isEmpty()) return 1;
    if (letter == u"K" || letter == u"KB") return Kilo;
    if (letter == u"M" || letter == u"MB") return Kilo * Kilo;
    if (letter == u"G" || letter == u"GB") return Kilo * Kilo * Kilo;
    return 0;
}

std::optional<double> wholeNumber(const QString& typed)
{
    bool ok = false;
    const qlonglong number = typed.toLongLong(&ok);
    if (!ok) return std::nullopt;
    return static_cast<double>(number);
}

std::optional<double> numberOf(const api::Setting& setting, const QString& typed)
{
    if (setting.type == "whole") return wholeNumber(typed);
    if (setting.type == "decimal") {
        bool ok = false;
        const double number = typed.toDouble(&ok);
        return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
    }
    qsizetype digits = 0;
    while (digits < typed.size() && typed[digits].isDigit()) ++digits;
    const auto number = wholeNumber(typed.left(digits));
    const double factor = factorOf(typed.mid(digits));
    if (!number || factor == 0) return std::nullopt;
    return *number * factor;
}

QString numberText(const api::Setting& setting, double number)
{
    if (setting.type == "octets") return octetsText(static_cast<std::int64_t>(number));
    return QLocale().toString(number, 'g', 15);
}

bool isNumber(const api::Setting& setting)
{
    return setting.type == "whole" || setting.type == "decimal" || setting.type == "octets";
}

QString numberProblem(const api::Setting& setting, const QString& typed)
{
    const auto number = numberOf(setting, typed);
    if (!number) {
        if (setting.type == "octets")
            return SettingFormWords::tr("Write a size, such as 500M or 2G.");
        if (setting.type == "whole") return SettingFormWords::tr("Write a whole number.");
        return SettingFormWords::tr("Write a number, such as 2.5.");
    }
    if (*number >= setting.minimum && *number <= setting.maximum) return {};
    return SettingFormWords::tr("It must be from %1 to %2.")
        .arg(numberText(setting, setting.minimum), numberText(setting, setting.maximum));
}

} // namespace

QString settingTitle(const api::Setting& setting)
{
    const QString known = settingWords(setting.name);
    if (!known.isEmpty()) return known;
    QString title = shownText(setting.name).replace(u'_', u' ');
    if (!title.isEmpty()) title[0] = title[0].toUpper();
    return title;
}

QString settingHelp(const api::Setting& setting)
{
    const QString translated = QCoreApplication::translate("SettingHelp", setting.help.c_str());
    return shownText(translated.toStdString());
}

QString groupTitle(const api::Setting& setting)
{
    const QString known = groupWords(setting.group);
    return known.isEmpty() ? shownText(setting.group) : known;
}

QString unitText(const api::Setting& setting)
{
    if (setting.type == "octets") return {};
    const QString known = unitWords(setting.unit);
    return known.isEmpty() ? shownText(setting.unit) : known;
}

QString settingLimits(const api::Setting& setting)
{
    QStringList parts;
    if (!setting.read_only && !setting.secret)
        parts += setting.default_value.empty()
                     ? SettingFormWords::tr("Default: empty")
                     : SettingFormWords::tr("Default: %1")
                           .arg(valueText(setting, setting.default_value));
    if (isNumber(setting))
        parts +=
            SettingFormWords::tr("from %1 to %2")
                .arg(numberText(setting, setting.minimum), numberText(setting, setting.maximum));
    if (setting.type == "text" && setting.maximum > 0)
        parts +=
            SettingFormWords::tr("at most %1 characters").arg(numberText(setting, setting.maximum));
    return parts.join(u" · "_s);
}

QString editText(const api::Setting& setting, const std::string& value)
{
    const QString text = wholeText(value);
    bool ok = false;
    const qlonglong octets = text.toLongLong(&ok);
    if (setting.type != "octets" || !ok || octets == 0) return text;
    constexpr std::array Letters = {u'K', u'M', u'G'};
    for (int power = 3; power > 0; --power) {
        const qlonglong factor = 1LL << (10 * power);
        if (octets % factor == 0)
            return QString::number(octets / factor) + Letters[static_cast<std::size_t>(power - 1)];
    }
    return text;
}

QString valueText(const api::Setting& setting, const std::string& value)
{
    if (setting.type == "flag")
        return value == "true" ? SettingFormWords::tr("on", "of a switch")
                               : SettingFormWords::tr("off", "of a switch");
    if (setting.type == "choice")
        if (const QString words = choiceWords(value); !words.isEmpty()) return words;
    const QString text = shownText(value);
    const auto number = isNumber(setting) ? numberOf(setting, text) : std::nullopt;
    if (!number) return text;
    const QString duration =
        setting.unit == "seconds" ? durationText(static_cast<std::int64_t>(*number)) : QString();
    const QString written = numberText(setting, *number);
    return duration.isEmpty() ? written
                              : SettingFormWords::tr("%1 (%2)", "seconds, and in larger units")
                                    .arg(written, duration);
}

QString settingProblem(const api::Setting& setting, const QString& typed)
{
    const QString text = typed.trimmed();
    if (isNumber(setting)) return numberProblem(setting, text);
    if (setting.type == "domain" && !settings::domainText(text.toStdString()))
        return SettingFormWords::tr("Write a domain, such as chat.example.org.");
    if (setting.type == "address" && !settings::mailAddressText(text.toStdString()))
        return SettingFormWords::tr("Write a mail address, such as privacy@example.org.");
    if (setting.type == "addresses" && !settings::addressesText(text.toStdString()))
        return SettingFormWords::tr(
            "Write IP addresses with spaces between them, such as 0.0.0.0 or ::.");
    if (setting.type == "domains" && !settings::domainsText(text.toStdString()))
        return SettingFormWords::tr(
            "Write domains with spaces between them, such as example.org example.net.");
    if (setting.type == "servers" && !settings::serversText(text.toStdString()))
        return SettingFormWords::tr("Write IP addresses, each with a port if it is not 53, with "
                                    "spaces between them, such as 127.0.0.1:5353.");
    if (setting.type == "selector" && !settings::selectorText(text.toStdString()))
        return SettingFormWords::tr("Write one word of letters, digits and hyphens.");
    if (setting.type == "certificates" && !settings::certificatesText(text.toStdString()))
        return SettingFormWords::tr(
            "Paste certificates that begin with -----BEGIN CERTIFICATE-----.");
    if (setting.type == "text" && setting.maximum > 0
        && static_cast<double>(text.toUtf8().size()) > setting.maximum)
        return SettingFormWords::tr("It is too long: at most %1 characters.")
            .arg(numberText(setting, setting.maximum));
    return {};
}

} // namespace roost::models
