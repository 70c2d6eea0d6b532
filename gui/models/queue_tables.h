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
};

/// Single messages, a row per recipient; those that were discarded have an end instead of a next
/// try.
class QueueMessageModel : public RowModel<api::QueueMessage> {
public:
    enum Column { From, To, Since, Tries, Next, Why, Size, ColumnCount };
    QueueMessageModel(const Explanations& explanations,
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
    enum Column { Server, State, Channel, Delivered, Deferred, Refused, Takes, Success, Trouble };
    explicit PeerModel(const Explanations& explanations, QObject* parent = nullptr);
};

/// All that the queue page shows.
struct QueueModels {
    Explanations explanations;
    QueueGroupModel groups{explanations};
    QueueMessageModel messages{explanations, false};
    QueueMessageModel discarded{explanations, true};
    QueueRuleModel rules;
    PeerModel peers{explanations};
};

/// "In 5 minutes", "Now", "Held until 18:04".
QString nextTryText(std::int64_t next_try_at, std::int64_t held_until);

} // namespace roost::models
