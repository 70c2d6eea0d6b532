// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/explanations.h"

#include "gui/models/wire_text.h"

#include <boost/describe/enum_from_string.hpp>

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace roost::models {

namespace {

/// roost_explanations_<language>.ts translates what shared/explanations says.
QString translated(const std::string& text)
{
    return shownText(QCoreApplication::translate("Explanation", text.c_str()).toStdString());
}

QString whoText(explanations::Who who)
{
    using explanations::Who;
    switch (who) {
    case Who::you: return Explanations::tr("You");
    case Who::provider: return Explanations::tr("You, with your provider");
    case Who::other_relay: return Explanations::tr("Whoever runs the other server");
    case Who::sender_app: return Explanations::tr("The sender, or the sender's app");
    case Who::nobody: return Explanations::tr("Nobody has to do anything");
    }
    return {};
}

/// The line beside an explanation: causes that we find out by ourselves name their explanations.
Detail detailOf(std::string_view id)
{
    using explanations::Cause;
    Cause cause = Cause::refused;
    boost::describe::enum_from_string(std::string(id).c_str(), cause);
    switch (cause) {
    case Cause::refused:
    case Cause::http_refused: return Detail::answer;
    case Cause::held:
    case Cause::expired: return Detail::of_last_try;
    default: return Detail::finding;
    }
}

} // namespace

QString detailText(Detail detail, std::string_view line)
{
    // Our findings are kept in the form of a reply, whose codes mean nothing to people.
    static const QRegularExpression Codes(u"^[245]\\d\\d [245]\\.\\d{1,3}\\.\\d{1,3} "_s);
    QString text = shownText(line);
    return detail == Detail::finding ? text.remove(Codes) : text;
}

void Explanations::set(const std::vector<api::Explanation>& all)
{
    by_id_.clear();
    for (const api::Explanation& each : all) by_id_.insert_or_assign(each.id, each);
    Q_EMIT changed();
}

Explained Explanations::of(std::string_view id) const
{
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) {
        if (by_id_.empty() || id.empty()) return {}; // not learned yet
        return {tr("Another reason"),
                tr("The relay gives a reason that this console does not know (%1): the relay is "
                   "probably newer.")
                    .arg(shownText(id)),
                {},
                tr("Update the console. Until then the details below may say more.")};
    }
    const api::Explanation& text = found->second;
    return {translated(text.title), translated(text.what_happened), whoText(text.who),
            translated(text.what_to_do), detailOf(id)};
}

} // namespace roost::models
