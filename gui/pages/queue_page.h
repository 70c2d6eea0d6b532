// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/queue_tables.h"
#include "gui/pages/page.h"
#include "gui/pages/queue_acts.h"

#include <QTabBar>

#include <optional>
#include <string>

namespace roost::pages {

class MessagesPanel;
class QueuePanel;
class WaitingPanel;

/// What the page shows.
enum class QueueView { waiting, messages, held, discarded, peers };

/// Mail for other servers: what waits, why and until when; what an operator can do about it; and
/// how the other servers behave.
class QueuePage : public Page {
    Q_OBJECT

public:
    static constexpr std::int64_t MostMessages = 500; // of one destination, at once

    QueuePage(const models::RelayModel& relay,
              models::QueueModels& models,
              QWidget* parent = nullptr);

    QueueView view() const { return view_; }
    /// Whose messages are shown.
    const std::string& domain() const { return domain_; }

    /// After the models got what is in the queue.
    void setLoaded(const api::QueueList::Reply& queue);
    void setMessagesLoaded();
    void setError(const QString& text);
    void tellDone(QueueAct act, const QueueTarget& target, std::int64_t changed);
    void tellFailed(const QString& text);

Q_SIGNALS:
    /// Another view was opened.
    void wantedChanged();
    void actRequested(roost::pages::QueueAct act, const roost::pages::QueueTarget& target);

protected:
    void onRelayChanged() override;

private:
    void addView(QueueView view, QueuePanel* panel);
    void addTab(QueueView view, const QString& text);
    void buildNothing();
    void open(QueueView view);
    void openDomain(const std::string& domain);
    void showView();
    void request(QueueAct act, const QueueTarget& target);
    void confirmBounce(const QueueTarget& target);
    void setTabCount(QueueView view, const QString& text, std::int64_t count);
    void age();

    models::QueueModels& models_;
    QTabBar* tabs_;
    QStackedWidget* views_;
    QHBoxLayout* corners_ = nullptr; // beside the tabs
    widgets::StatePanel* nothing_;
    QList<QueuePanel*> panels_; // by QueueView
    MessagesPanel* messages_ = nullptr;
    QList<QueueView> tab_views_;
    QueueView view_ = QueueView::waiting;
    std::string domain_;
    std::optional<QueueUndo> undo_;
    QTimer clock_; // "in 3 minutes" shrinks
    bool is_loaded_ = false;
};

} // namespace roost::pages
