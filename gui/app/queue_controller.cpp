// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/queue_controller.h"

#include "gui/models/wire_text.h"

#include <deque>
#include <type_traits>
#include <utility>

namespace roost::console {

using client::Client;
using pages::QueueAct;
using pages::QueueTarget;
using pages::QueueView;

namespace {

constexpr std::size_t MostIds = 1000; // of one call

std::deque<api::QueueSelection> selectionsOf(const QueueTarget& target)
{
    std::deque<api::QueueSelection> parts;
    for (const pages::QueuePlace& place : target.places) {
        parts.emplace_back();
        parts.back().domain = place.domain;
    }
    for (std::size_t i = 0; i < target.ids.size(); ++i) {
        if (i % MostIds == 0) parts.emplace_back();
        parts.back().ids.push_back(target.ids[i]);
    }
    return parts;
}

} // namespace

/// The same act for several destinations, one after the other.
struct QueueController::Work {
    QueueAct act;
    QueueTarget target;
    std::deque<api::QueueSelection> waiting;
    std::int64_t changed = 0;
    bool is_done = false; // at least one
    std::optional<Error> failure;
};

QueueController::QueueController(Client& client,
                                 const models::RelayModel& relay,
                                 models::QueueModels& models,
                                 pages::QueuePage& page,
                                 QObject* parent)
    : QObject(parent), client_(client), relay_(relay), models_(models), page_(page)
{
    connect(&page, &pages::QueuePage::wantedChanged, this, &QueueController::loadIfSeen);
    connect(&page, &pages::QueuePage::actRequested, this, &QueueController::act);
    connect(&page, &pages::QueuePage::refreshRequested, this, &QueueController::loadIfSeen);
    connect(&client, &Client::snapshotArrived, this, &QueueController::loadIfSeen);
    connect(&client, &Client::eventArrived, this, [this](const api::Event& event) {
        if (event.kind == api::EventKind::queue_changed) loadIfSeen();
    });
}

void QueueController::loadIfSeen()
{
    if (!page_.isVisible() || !relay_.isConnected()) return;
    if (models_.explanations.isEmpty()) learnExplanations();
    load();
}

void QueueController::learnExplanations()
{
    client_.call<api::ExplanationList>({}, this,
                                       [this](const Result<api::ExplanationList::Reply>& reply) {
                                           if (!reply) return;
                                           models_.explanations.set(reply->explanations);
                                           models_.groups.reword();
                                           models_.messages.reword();
                                           models_.discarded.reword();
                                           models_.peers.reword();
                                       });
}

void QueueController::load()
{
    is_stale_ = is_loading_;
    if (is_loading_) return;
    is_loading_ = true;
    client_.call<api::QueueList>({}, this, [this](const Result<api::QueueList::Reply>& reply) {
        if (!reply) return loaded(reply.error());
        models_.groups.replace(reply->groups);
        page_.setLoaded(*reply);
        loadView();
    });
}

void QueueController::loadView()
{
    switch (page_.view()) {
    case QueueView::waiting: return loaded({});
    case QueueView::messages: return loadMessages(false);
    case QueueView::held: return loadRules();
    case QueueView::discarded: return loadMessages(true);
    case QueueView::peers: return loadPeers();
    }
}

void QueueController::loadMessages(bool discarded)
{
    api::QueueMessages::Params params;
    if (!discarded) params.domain = page_.domain();
    params.discarded = discarded;
    params.limit = pages::QueuePage::MostMessages;
    const std::string domain = params.domain;
    client_.call<api::QueueMessages>(
        params, this, [this, discarded, domain](const Result<api::QueueMessages::Reply>& reply) {
            if (!reply) return loaded(reply.error());
            if (discarded) {
                models_.discarded.replace(reply->messages);
            } else if (domain == page_.domain()) { // else another was opened meanwhile
                models_.messages.replace(reply->messages);
                page_.setMessagesLoaded();
            }
            loaded({});
        });
}

void QueueController::loadRules()
{
    client_.call<api::QueueRules>({}, this, [this](const Result<api::QueueRules::Reply>& reply) {
        if (!reply) return loaded(reply.error());
        models_.rules.replace(reply->rules);
        loaded({});
    });
}

void QueueController::loadPeers()
{
    api::PeerList::Params params;
    params.limit = 1000;
    client_.call<api::PeerList>(params, this, [this](const Result<api::PeerList::Reply>& reply) {
        if (!reply) return loaded(reply.error());
        models_.peers.replace(reply->peers);
        loaded({});
    });
}

void QueueController::loaded(const std::optional<Error>& failure)
{
    is_loading_ = false;
    if (std::exchange(is_stale_, false) && relay_.isConnected()) return load();
    if (failure) page_.setError(models::errorText(*failure));
}

void QueueController::act(QueueAct act, const QueueTarget& target)
{
    auto work = std::make_shared<Work>();
    work->act = act;
    work->target = target;
    work->waiting = selectionsOf(target);
    next(std::move(work));
}

void QueueController::next(std::shared_ptr<Work> work)
{
    if (work->waiting.empty() || work->failure) return report(*work);
    const api::QueueSelection which = work->waiting.front();
    switch (work->act) {
    case QueueAct::retry: return perform<api::QueueRetry>(std::move(work), which);
    case QueueAct::hold: return hold(std::move(work), which);
    case QueueAct::release: return perform<api::QueueRelease>(std::move(work), which);
    case QueueAct::bounce: return perform<api::QueueBounce>(std::move(work), which);
    case QueueAct::discard: return perform<api::QueueDiscard>(std::move(work), which);
    case QueueAct::restore: return perform<api::QueueRestore>(std::move(work), which);
    }
}

/// A destination is held by a rule, which also holds what comes later.
void QueueController::hold(std::shared_ptr<Work> work, const api::QueueSelection& which)
{
    if (which.domain.empty()) return perform<api::QueueHold>(std::move(work), which);
    api::QueueRuleSet::Params rule;
    rule.domain = which.domain;
    if (work->target.hold_until != 0) rule.until_at = work->target.hold_until;
    perform<api::QueueRuleSet>(std::move(work), rule);
}

template <class Method>
void QueueController::perform(std::shared_ptr<Work> work, const typename Method::Params& params)
{
    client_.call<Method>(params, this, [this, work](const Result<typename Method::Reply>& reply) {
        if (reply) {
            work->waiting.pop_front();
            work->is_done = true;
            if constexpr (!std::is_same_v<Method, api::QueueRuleSet>)
                work->changed += reply->changed;
        } else {
            work->failure = reply.error();
        }
        next(work);
    });
}

void QueueController::report(const Work& work)
{
    if (work.is_done) page_.tellDone(work.act, work.target, work.changed);
    if (work.failure) page_.tellFailed(models::errorText(*work.failure));
    loadIfSeen();
}

} // namespace roost::console
