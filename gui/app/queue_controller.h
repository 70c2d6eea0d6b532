// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/client/client.h"
#include "gui/models/queue_tables.h"
#include "gui/models/relay_model.h"
#include "gui/pages/queue_page.h"

#include <QObject>

#include <memory>

namespace roost::console {

/// Keeps the queue page up to date while somebody looks at it, and carries out what it asks for.
class QueueController : public QObject {
    Q_OBJECT

public:
    QueueController(client::Client& client,
                    const models::RelayModel& relay,
                    models::QueueModels& models,
                    pages::QueuePage& page,
                    QObject* parent);

private:
    struct Work; // one request of the page under way

    void loadIfSeen();
    void load();
    void loadView();
    void loadMessages(bool discarded);
    void loadRules();
    void loadPeers();
    void loaded(const std::optional<Error>& failure);
    void learnExplanations();
    void act(pages::QueueAct act, const pages::QueueTarget& target);
    void next(std::shared_ptr<Work> work);
    template <class Method>
    void perform(std::shared_ptr<Work> work, const typename Method::Params& params);
    void hold(std::shared_ptr<Work> work, const api::QueueSelection& which);
    void report(const Work& work);

    client::Client& client_;
    const models::RelayModel& relay_;
    models::QueueModels& models_;
    pages::QueuePage& page_;
    bool is_loading_ = false;
    bool is_stale_ = false; // something changed while loading
};

} // namespace roost::console
