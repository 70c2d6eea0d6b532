// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/relay_model.h"
#include "gui/widgets/notice.h"
#include "gui/widgets/state_panel.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace roost::pages {

/// What all screens share: a title, the strip that says when the connection is lost and how old
/// the data is, a strip for what just happened, and a body that shows content or why there is none.
class Page : public QWidget {
    Q_OBJECT

public:
    Page(const models::RelayModel& relay, const QString& title, QWidget* parent = nullptr);

    QString title() const;

Q_SIGNALS:
    /// Its data may be old: it was opened, or F5 was pressed.
    void refreshRequested();
    void tryNowRequested();

protected:
    /// Called when the relay's state has changed.
    virtual void onRelayChanged() = 0;

    const models::RelayModel& relay() const { return relay_; }
    QHBoxLayout* heading() { return heading_; } // beside the title
    QVBoxLayout* content() { return content_; }
    widgets::Notice* happened() { return happened_; }
    void setSubtitle(const QString& text);
    void setOwnLinkNotice(bool own) { has_own_link_notice_ = own; }

    void showContent();
    /// Instead of the content; `action` emits refreshRequested, or tryNowRequested when lost.
    void showState(const QString& title, const QString& text, const QString& action = {});
    /// "20:10 (2 minutes ago)": when the daemon was last heard.
    QString ageText() const;
    /// Shows why there is nothing as long as the relay was never reached; false when it was.
    bool showUnknown();

    void showEvent(QShowEvent* event) override;

private:
    void updateLink();
    void onAged();
    QString linkText() const;

    const models::RelayModel& relay_;
    QLabel* title_;
    QLabel* subtitle_;
    QHBoxLayout* heading_;
    widgets::Notice* link_notice_;
    widgets::Notice* happened_;
    QStackedWidget* body_;
    QVBoxLayout* content_;
    widgets::StatePanel* state_;
    QTimer age_; // "3 minutes ago" grows
    bool has_own_link_notice_ = false;
};

} // namespace roost::pages
