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

} // namespace

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
                QueueActsWords::tr("Lets go what was held; it is tried at once."),
                u"releaseQueued"_s};
    case QueueAct::bounce:
        return {QueueActsWords::tr("Return to sender"),
                QueueActsWords::tr("Gives up. The senders get a notice that their message was not "
                                   "delivered. This cannot be undone."),
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
    const QString messages = messagesText(changed);
    switch (act) {
    case QueueAct::retry: return QueueActsWords::tr("Trying %1 now.").arg(messages);
    case QueueAct::hold: return heldWords(target, changed);
    case QueueAct::release: return QueueActsWords::tr("Released. What was held is tried now.");
    case QueueAct::bounce:
        return QueueActsWords::tr("Gave up %1. The senders are told.").arg(messages);
    case QueueAct::discard:
        return QueueActsWords::tr("Discarded %1. For a day they can be brought back.")
            .arg(messages);
    case QueueAct::restore:
        return QueueActsWords::tr("Brought back %1 into the queue.").arg(messages);
    }
    return {};
}

QString questionWords(const QueueTarget& target)
{
    if (target.places.empty())
        return QueueActsWords::tr("Give up %1?").arg(messagesText(target.messages));
    return QueueActsWords::tr("Give up %1 for %2?")
        .arg(messagesText(target.messages), placesText(target));
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
