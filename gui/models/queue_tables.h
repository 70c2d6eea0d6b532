// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/explanations.h"
#include "gui/models/row_model.h"
#include "shared/api/peers.h"
#include "shared/api/queue.h"

namespace roost::models {

/// Of a rule, or a hold, without an end; see api::QueueRule.
constexpr std::int64_t Endless = 253'402'300'799;

/// What waits, by destination and reason.
class QueueGroupModel : public RowModel<api::QueueGroup> {
public:
    enum Column { Destination, Waiting, Why, NextTry, GivesUp, ColumnCount };
    explicit QueueGroupModel(const Explanations& explanations, QObject* parent = nullptr);
    /// The end of the hold rule of a destination with mail; 0: it has none.
    std::int64_t heldUntil(std::string_view domain) const;
    /// Whether none of it is tried.
    static bool isAllHeld(const api::QueueGroup& group);
};

/// Single messages, a row per recipient; those that were discarded have an end instead of a next
/// try.
class QueueMessageModel : public RowModel<api::QueueMessage> {
public:
    enum Column { From, To, Since, Tries, Next, Why, Size, ColumnCount };
    QueueMessageModel(const Explanations& explanations,
                      const QueueGroupModel& groups,
                      bool are_discarded,
                      QObject* parent = nullptr);
};

/// Destinations that are held.
class QueueRuleModel : public RowModel<api::QueueRule> {
public:
    enum Column { Destination, Until, ColumnCount };
    explicit QueueRuleModel(QObject* parent = nullptr);
};

/// Other servers, and how they behave.
class PeerModel : public RowModel<api::Peer> {
public:
    enum Column { Server, State, Trouble, Success, Delivered, Deferred, Refused, Takes, Channel };
    explicit PeerModel(const Explanations& explanations, QObject* parent = nullptr);
};

/// All that the queue page shows.
struct QueueModels {
    Explanations explanations;
    QueueGroupModel groups{explanations};
    QueueMessageModel messages{explanations, groups, false};
    QueueMessageModel discarded{explanations, groups, true};
    QueueRuleModel rules;
    PeerModel peers{explanations};
};

/// "In 5 minutes", "Now", "Held until 18:04".
QString nextTryText(std::int64_t next_try_at, std::int64_t held_until);

} // namespace roost::models
