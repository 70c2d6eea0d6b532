// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/queue_acts.h"

#include "gui/models/amounts.h"
#include "gui/models/queue_tables.h"
#include "gui/models/wire_text.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace roost::pages {

namespace {

struct QueueActsWords {
    Q_DECLARE_TR_FUNCTIONS(QueueActs)
};

int shownCount(std::int64_t count)
{
    return static_cast<int>(std::min<std::int64_t>(count, 1'000'000'000));
}

QString messagesText(std::int64_t count)
{
    return QueueActsWords::tr("%n messages", nullptr, shownCount(count));
}

/// "example.org", or how many destinations there are.
QString placesText(const QueueTarget& target)
{
    if (target.places.size() == 1) return models::shownText(target.places.front().domain);
    return QueueActsWords::tr("%n destinations", nullptr,
                              shownCount(static_cast<std::int64_t>(target.places.size())));
}

QString heldWords(const QueueTarget& target, std::int64_t changed)
{
    if (target.places.empty())
        return QueueActsWords::tr("Holding %1. They wait until you release them.")
            .arg(messagesText(changed));
    if (target.hold_until == 0 || target.hold_until >= models::Endless)
        return QueueActsWords::tr(
                   "Holding all mail for %1, also what comes later, until you release it.")
            .arg(placesText(target));
    return QueueActsWords::tr("Holding all mail for %1, also what comes later, until %2.")
        .arg(placesText(target), models::momentText(models::instant(target.hold_until)));
}

QString releasedWords(const QueueTarget& target, const QString& messages)
{
    if (!target.places.empty())
        return QueueActsWords::tr("Mail for %1 is no longer held. What has waited is tried now.")
            .arg(placesText(target));
    if (target.rule_of.empty())
        return QueueActsWords::tr("Released: %1. It is tried now.").arg(messages);
    return QueueActsWords::tr("Released %1, but they still wait, because all mail for %2 is held. "
                              "To let it go, open “Held” and release %2.")
        .arg(messages, models::shownText(target.rule_of));
}

/// "3 messages", or more than was chosen: all for a destination.
QString allOf(const QueueTarget& target, std::int64_t changed)
{
    const QString messages = messagesText(changed);
    if (!target.is_beyond) return messages;
    return QueueActsWords::tr("%1 (all for %2, whatever they wait for)")
        .arg(messages, placesText(target));
}

} // namespace

bool isInVain(QueueAct act, const QueueTarget& target, std::int64_t changed)
{
    const bool is_about_rules = act == QueueAct::hold || act == QueueAct::release;
    return changed == 0 && (target.places.empty() || !is_about_rules);
}

QueueActWords queueActWords(QueueAct act)
{
    switch (act) {
    case QueueAct::retry:
        return {QueueActsWords::tr("Try now"),
                QueueActsWords::tr("Tries to deliver at once instead of at the time planned."),
                u"retryQueued"_s};
    case QueueAct::hold:
        return {QueueActsWords::tr("Hold"),
                QueueActsWords::tr("Leaves the mail alone: it is neither tried nor returned until "
                                   "you release it."),
                u"holdQueued"_s};
    case QueueAct::release:
        return {QueueActsWords::tr("Release"),
                QueueActsWords::tr("Ends the holding; what was held is tried at once."),
                u"releaseQueued"_s};
    case QueueAct::bounce:
        return {QueueActsWords::tr("Return to sender"),
                QueueActsWords::tr("Roost stops trying, and the senders get a notice that their "
                                   "message was not delivered. This cannot be undone."),
                u"bounceQueued"_s};
    case QueueAct::discard:
        return {QueueActsWords::tr("Discard"),
                QueueActsWords::tr("Removes the mail without telling anybody. For a day it can be "
                                   "brought back."),
                u"discardQueued"_s};
    case QueueAct::restore:
        return {QueueActsWords::tr("Bring back"),
                QueueActsWords::tr("Puts what was discarded back into the queue."),
                u"restoreQueued"_s};
    }
    return {};
}

QString doneWords(QueueAct act, const QueueTarget& target, std::int64_t changed)
{
    if (isInVain(act, target, changed))
        return QueueActsWords::tr(
            "Nothing was changed: what you chose has left the queue meanwhile.");
    const QString messages = allOf(target, changed);
    switch (act) {
    case QueueAct::retry: return QueueActsWords::tr("Trying now: %1.").arg(messages);
    case QueueAct::hold: return heldWords(target, changed);
    case QueueAct::release: return releasedWords(target, messages);
    case QueueAct::bounce: return QueueActsWords::tr("Returned to the senders: %1.").arg(messages);
    case QueueAct::discard:
        return QueueActsWords::tr("Discarded: %1. For a day they can be brought back.")
            .arg(messages);
    case QueueAct::restore:
        return QueueActsWords::tr("Brought back %1 into the queue.").arg(messages);
    }
    return {};
}

QString questionWords(const QueueTarget& target)
{
    const QString messages = messagesText(target.messages);
    if (target.places.empty()) return QueueActsWords::tr("Return %1 to the senders?").arg(messages);
    return QueueActsWords::tr("Return %1 for %2 to the senders?").arg(messages, placesText(target));
}

QString warningWords(const QueueTarget& target)
{
    const QString consequence = queueActWords(QueueAct::bounce).consequence;
    if (!target.is_beyond) return consequence;
    return QueueActsWords::tr("This is about all mail for %1, also what waits there for another "
                              "reason than the one you chose.")
               .arg(placesText(target))
           + u' ' + consequence;
}

bool hasUndo(QueueAct act)
{
    return act != QueueAct::retry && act != QueueAct::bounce;
}

QueueUndo undoOf(QueueAct act, const QueueTarget& target)
{
    QueueUndo undo{QueueAct::restore, target};
    if (act == QueueAct::hold) undo.act = QueueAct::release;
    if (act == QueueAct::restore) undo.act = QueueAct::discard;
    if (act == QueueAct::release) {
        undo.act = QueueAct::hold;
        undo.target.hold_until = models::Endless;
        for (const QueuePlace& place : target.places)
            if (place.held_until != 0) undo.target.hold_until = place.held_until;
    }
    return undo;
}

} // namespace roost::pages
