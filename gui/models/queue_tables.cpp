// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/queue_tables.h"

#include "gui/models/amounts.h"
#include "gui/models/wire_text.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace roost::models {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(QueueTables)
};

template <class Row>
RowColumn<Row> wire(const QString& heading, std::string Row::*member)
{
    return {heading, false, [member](const Row& row) { return QVariant(shownText(row.*member)); },
            [member](const Row& row) { return shownText(row.*member); }};
}

template <class Row>
RowColumn<Row> count(const QString& heading, std::int64_t Row::*member)
{
    return {heading, true,
            [member](const Row& row) { return QVariant(static_cast<qlonglong>(row.*member)); },
            [member](const Row& row) { return countText(row.*member); }};
}

template <class Row>
RowColumn<Row> size(const QString& heading, std::int64_t Row::*member)
{
    auto column = count(heading, member);
    column.text = [member](const Row& row) { return octetsText(row.*member); };
    return column;
}

template <class Row>
RowColumn<Row> moment(const QString& heading, std::int64_t Row::*member)
{
    return {heading, false, [member](const Row& row) { return QVariant(instant(row.*member)); },
            [member](const Row& row) { return momentText(instant(row.*member)); }};
}

/// The title of what explains it, which may become known later than the row.
template <class Row>
RowColumn<Row>
why(const QString& heading, std::string Row::*member, const Explanations& explanations)
{
    const auto text = [member, &explanations](const Row& row) {
        return (row.*member).empty() ? QString() : explanations.title(row.*member);
    };
    return {heading, false, [text](const Row& row) { return QVariant(text(row)); }, text};
}

using Group = api::QueueGroup;
using Message = api::QueueMessage;
using Rule = api::QueueRule;
using Peer = api::Peer;

QString untilText(std::int64_t until)
{
    return until >= Endless ? Words::tr("Until released") : momentText(instant(until));
}

QString standingText(const Peer& peer)
{
    if (peer.held_until != 0) return Words::tr("Held");
    switch (peer.standing) {
    case api::Standing::good: return Words::tr("Good");
    case api::Standing::unknown: return Words::tr("Not tried yet");
    case api::Standing::failing: return Words::tr("Fails");
    }
    return {};
}

QString channelText(const Peer& peer)
{
    if (peer.channel == "https") return Words::tr("HTTPS");
    if (peer.channel == "smtp") return Words::tr("SMTP");
    return peer.channel.empty() ? u"–"_s : shownText(peer.channel);
}

QString latencyText(const Peer& peer)
{
    if (peer.latency_millis <= 0) return u"–"_s;
    const double seconds = static_cast<double>(peer.latency_millis) / 1000;
    return Words::tr("%1 s", "seconds").arg(QLocale().toString(seconds, 'f', 1));
}

RowColumn<Group> nextTryColumn()
{
    return {Words::tr("Next try"), false,
            [](const Group& group) { return QVariant(instant(group.next_try_at)); },
            [](const Group& group) { return nextTryText(group.next_try_at, group.held_until); }};
}

/// Of those that were discarded: when they are gone for good.
RowColumn<Message> endColumn(const QueueGroupModel& groups, bool are_discarded)
{
    if (are_discarded)
        return {Words::tr("Gone for good"), false,
                [](const Message& m) { return QVariant(instant(m.erase_at.value_or(0))); },
                [](const Message& m) { return momentText(instant(m.erase_at.value_or(0))); }};
    return {Words::tr("Next try"), false,
            [](const Message& m) { return QVariant(instant(m.next_try_at)); },
            [&groups](const Message& m) {
                const bool is_held = m.state == api::QueueState::held;
                return nextTryText(is_held ? 0 : m.next_try_at, groups.heldUntil(m.domain));
            }};
}

/// What is held is not returned.
RowColumn<Group> givesUpColumn()
{
    const auto at = [](const Group& group) {
        return instant(QueueGroupModel::isAllHeld(group) ? 0 : group.gives_up_at);
    };
    return {Words::tr("Returned to sender"), false,
            [at](const Group& group) { return QVariant(at(group)); },
            [at](const Group& group) { return momentText(at(group)); }};
}

std::string groupKey(const Group& group)
{
    return group.domain + '\n' + group.cause; // not the reason: holding changes it
}

RowColumn<Message> senderColumn()
{
    const auto text = [](const Message& message) {
        return message.sender.empty() ? Words::tr("This relay") : shownText(message.sender);
    };
    return {Words::tr("From"), false, [text](const Message& m) { return QVariant(text(m)); }, text};
}

std::string messageKey(const Message& message)
{
    return std::to_string(message.id);
}

} // namespace

QString nextTryText(std::int64_t next_try_at, std::int64_t held_until)
{
    if (held_until >= Endless) return Words::tr("Held");
    if (held_until != 0) return Words::tr("Held until %1").arg(momentText(instant(held_until)));
    if (next_try_at == 0) return Words::tr("Held");
    return soonText(instant(next_try_at), QDateTime::currentDateTime());
}

QueueGroupModel::QueueGroupModel(const Explanations& explanations, QObject* parent)
    : RowModel({wire(Words::tr("Destination"), &Group::domain),
                count(Words::tr("Waiting"), &Group::recipients),
                why(Words::tr("Why"), &Group::explanation, explanations), nextTryColumn(),
                givesUpColumn()},
               groupKey,
               parent)
{
}

std::int64_t QueueGroupModel::heldUntil(std::string_view domain) const
{
    const auto found = std::ranges::find(rows(), domain, &Group::domain);
    return found == rows().end() ? 0 : found->held_until;
}

bool QueueGroupModel::isAllHeld(const Group& group)
{
    return group.held_until != 0 || group.held == group.recipients;
}

QueueMessageModel::QueueMessageModel(const Explanations& explanations,
                                     const QueueGroupModel& groups,
                                     bool are_discarded,
                                     QObject* parent)
    : RowModel({senderColumn(), wire(Words::tr("To"), &Message::recipient),
                moment(Words::tr("Since"), &Message::queued_at),
                count(Words::tr("Tries"), &Message::attempts), endColumn(groups, are_discarded),
                why(Words::tr("Why"), &Message::explanation, explanations),
                size(Words::tr("Size"), &Message::octets)},
               messageKey,
               parent)
{
}

QueueRuleModel::QueueRuleModel(QObject* parent)
    : RowModel(
        {wire(Words::tr("Destination"), &Rule::domain),
         {Words::tr("Held until"), false,
          [](const Rule& rule) { return QVariant(instant(rule.until_at)); },
          [](const Rule& rule) { return untilText(rule.until_at); }}},
        [](const Rule& rule) { return rule.domain; },
        parent)
{
}

PeerModel::PeerModel(const Explanations& explanations, QObject* parent)
    : RowModel(
        {wire(Words::tr("Server"), &Peer::domain),
         {Words::tr("State"), false,
          [](const Peer& peer) { return QVariant(static_cast<int>(peer.standing)); }, standingText},
         why(Words::tr("Last trouble"), &Peer::explanation, explanations),
         moment(Words::tr("Last success"), &Peer::last_success_at),
         count(Words::tr("Delivered"), &Peer::delivered),
         count(Words::tr("Put off"), &Peer::deferred),
         count(Words::tr("Returned"), &Peer::refused),
         {Words::tr("Takes"), true,
          [](const Peer& p) { return QVariant(static_cast<qlonglong>(p.latency_millis)); },
          latencyText},
         {Words::tr("By"), false, [](const Peer& peer) { return QVariant(channelText(peer)); },
          channelText}},
        [](const Peer& peer) { return peer.domain; },
        parent)
{
}

} // namespace roost::models
