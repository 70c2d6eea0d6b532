// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/explanations.h"

#include "gui/models/wire_text.h"

#include <QCoreApplication>

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

} // namespace

void Explanations::set(const std::vector<api::Explanation>& all)
{
    by_id_.clear();
    for (const api::Explanation& each : all) by_id_.insert_or_assign(each.id, each);
    Q_EMIT changed();
}

Explained Explanations::of(std::string_view id) const
{
    const auto found = by_id_.find(id);
    if (found == by_id_.end()) return {shownText(id), {}, {}, {}};
    const api::Explanation& text = found->second;
    return {translated(text.title), translated(text.what_happened), whoText(text.who),
            translated(text.what_to_do)};
}

} // namespace roost::models
