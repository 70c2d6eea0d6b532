// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace roost::pages {

/// What can be done to mail that waits.
enum class QueueAct { retry, hold, release, bounce, discard, restore };

/// A destination, with the end of its hold rule (0: it has none).
struct QueuePlace {
    std::string domain;
    std::int64_t held_until = 0;
};

/// What an act is about: whole destinations, or single messages.
struct QueueTarget {
    std::vector<QueuePlace> places;
    std::vector<std::int64_t> ids;
    std::int64_t messages = 0;   // how many there are, as far as we know
    std::int64_t hold_until = 0; // for QueueAct::hold of places
    std::string rule_of;    // for QueueAct::release of single messages: a rule holds this place
    bool is_beyond = false; // places have mail for other reasons, too, than were chosen

    bool isEmpty() const { return places.empty() && ids.empty(); }
};

struct QueueActWords {
    QString button;
    QString consequence; // said before
    QString object_name;
};
QueueActWords queueActWords(QueueAct act);

/// Whether nothing was there any more to do it to.
bool isInVain(QueueAct act, const QueueTarget& target, std::int64_t changed);
/// What has happened, said after; `changed` messages.
QString doneWords(QueueAct act, const QueueTarget& target, std::int64_t changed);
/// The question before what cannot be undone, and what stands beneath it.
QString questionWords(const QueueTarget& target);
QString warningWords(const QueueTarget& target);

/// Whether there is a way back, and what it does.
bool hasUndo(QueueAct act);
struct QueueUndo {
    QueueAct act = QueueAct::restore;
    QueueTarget target;
};
QueueUndo undoOf(QueueAct act, const QueueTarget& target);

} // namespace roost::pages
