// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/client/client.h"

#include "shared/api/session.h"

#include <algorithm>

namespace roost::client {

namespace {

constexpr std::size_t MaxCalls = 100; // the daemon reads no more of one connection at a time

} // namespace

Client::Client(const QStringList& paths, Timing timing, QObject* parent)
    : QObject(parent), timing_(timing), channel_(paths), next_retry_(timing.first_retry)
{
    retry_.setSingleShot(true);
    silence_.setSingleShot(true);
    connect(&retry_, &QTimer::timeout, &channel_, &Channel::open);
    connect(&silence_, &QTimer::timeout, this,
            [this] { giveUp(Error(Code::timeout, "the relay has fallen silent")); });
    connect(&channel_, &Channel::opened, this, &Client::onOpened);
    connect(&channel_, &Channel::closed, this, &Client::onClosed);
    connect(&channel_, &Channel::messageArrived, this, &Client::onMessage);
}

void Client::start()
{
    channel_.open();
}

void Client::tryNow()
{
    if (is_open_) return;
    next_retry_ = timing_.first_retry;
    retry_.stop();
    channel_.open();
}

void Client::onOpened()
{
    is_open_ = true;
    state_.path = channel_.path();
    state_.attempts.clear();
    silence_.start(timing_.silence_limit);
    if (state_.link != Link::refused) change(Link::connecting);

    api::Hello::Params params;
    params.client = "roost " ROOST_VERSION;
    call<api::Hello>(params, this, [this](const Result<api::Hello::Reply>& reply) {
        if (!is_open_) return;
        if (!reply) return giveUp(reply.error());
        if (reply->api_major != api::Major)
            return refuse(
                tr("The relay is version %1 and this console version %2; they do not "
                   "understand each other. Install both from the same release.")
                    .arg(QString::fromStdString(reply->version), QStringLiteral(ROOST_VERSION)));
        state_.role = reply->role;
        subscribe();
    });
}

/// The past comes first, so that nothing needs to be asked once we are subscribed.
void Client::subscribe()
{
    is_subscribed_ = false;
    call<api::StatsGet>({}, this, [this](Result<api::StatsGet::Reply> past) {
        if (!is_open_) return;
        if (!past) return giveUp(past.error());
        auto take =
            [this, history = std::move(past->samples)](const Result<api::Subscribe::Reply>& reply) {
                if (!is_open_) return;
                if (!reply) return giveUp(reply.error());
                takeSnapshot(reply->number, Snapshot{reply->overview, history});
            };
        call<api::Subscribe>({}, this, take);
    });
}

void Client::takeSnapshot(std::int64_t number, const Snapshot& snapshot)
{
    last_number_ = number;
    is_subscribed_ = true;
    next_retry_ = timing_.first_retry;
    change(Link::connected);
    Q_EMIT snapshotArrived(snapshot);
}

void Client::onMessage(const json::Message& message)
{
    silence_.start(timing_.silence_limit);
    state_.last_data_at = QDateTime::currentDateTimeUtc();
    if (message.id) {
        if (message.error) return calls_.end(*message.id, *message.error);
        return calls_.end(*message.id, message.content);
    }
    if (message.error) { // to nobody in particular: we are shown the door
        if (message.error->code == Code::denied)
            return refuse(QString::fromStdString(message.error->detail));
        return giveUp(*message.error);
    }
    if (message.method != api::Event::Notification) return; // of a newer daemon
    const auto event = json::decode<api::Event>(message.content, "params");
    if (event) onEvent(*event); // else of a kind we do not know; the hole in the numbers shows it
}

void Client::onEvent(const api::Event& event)
{
    if (!is_subscribed_) return; // the snapshot under way includes it
    const bool continues = event.number == last_number_ + 1;
    if (event.kind == api::EventKind::gap || !continues) return subscribe();
    last_number_ = event.number;
    Q_EMIT eventArrived(event);
}

void Client::onClosed()
{
    giveUp(Error(Code::unavailable, "the connection to the relay was lost"));
}

void Client::giveUp(const Error& error, Link link)
{
    state_.attempts = channel_.attempts();
    is_open_ = is_subscribed_ = false;
    silence_.stop();
    channel_.close();
    change(link);
    calls_.endAll(error);
    retry_.start(next_retry_);
    next_retry_ = std::min(next_retry_ * 2, timing_.longest_retry);
}

/// Whoever joins the right group is let in within seconds, so we keep asking, but slowly.
void Client::refuse(const QString& why)
{
    state_.refusal = why;
    next_retry_ = timing_.longest_retry;
    giveUp(Error(Code::denied, why.toStdString()), Link::refused);
}

void Client::change(Link link)
{
    state_.link = link;
    if (link == Link::connected) state_.refusal.clear();
    Q_EMIT stateChanged(state_);
}

void Client::send(std::string_view method,
                  json::Value params,
                  const QObject* context,
                  Calls::Answer answer,
                  std::optional<std::chrono::milliseconds> limit)
{
    const auto refusal = !is_open_ ? Error(Code::unavailable, "not connected to the relay")
                                   : Error(Code::limit, "too many calls are under way");
    const bool goes_out = is_open_ && calls_.count() < MaxCalls;
    const auto id = calls_.begin(context, std::move(answer), limit.value_or(timing_.call_limit));
    if (goes_out) return channel_.send(json::requestLine(id, method, std::move(params)));
    // Later, so that a caller never gets its answer while it is still asking.
    QMetaObject::invokeMethod(
        this, [this, id, refusal] { calls_.end(id, refusal); }, Qt::QueuedConnection);
}

} // namespace roost::client
