// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/user_model.h"
#include "gui/pages/page.h"
#include "gui/pages/user_acts.h"
#include "gui/widgets/table_view.h"

#include <QLineEdit>
#include <QPushButton>
#include <QStringList>

#include <optional>

namespace roost::pages {

/// The addresses of the relay. It shows one page of them as the daemon sorts and filters, and asks
/// for others; what it does to users can be undone from the strip above.
class UsersPage : public Page {
    Q_OBJECT

public:
    UsersPage(const models::RelayModel& relay, models::UserModel& users, QWidget* parent = nullptr);

    /// What to ask the daemon for.
    api::UserList::Params wanted() const;
    /// After the model got its page: how many match the filter.
    void setLoaded(std::int64_t total);
    void setError(const QString& text);
    /// How long a deletion can be undone, in seconds; unknown until told.
    void setUndoSeconds(std::int64_t seconds);
    /// `act` was done to these; erase_at is when they will be gone for good, 0 for other acts.
    void tellDone(UserAct act, const QStringList& addresses, std::int64_t erase_at);
    void tellFailed(const QString& text);

Q_SIGNALS:
    void wantedChanged();
    void actRequested(roost::pages::UserAct act, const QStringList& addresses);

protected:
    void onRelayChanged() override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildTools();
    QWidget* buildPager();
    QPushButton* addAct(UserAct act, const QString& text, const QString& object_name);
    QStringList selected(std::optional<UserAct> fitting = {}) const;
    bool mayRequest(UserAct act) const;
    void request(UserAct act);
    void confirmErase(UserAct act, const QStringList& addresses);
    void openMenu(const QPoint& at);
    void copySelected();
    void sortBy(int column);
    void turnTo(std::int64_t offset);
    void updateActs();
    void updatePager();

    struct ActButton {
        UserAct act;
        QPushButton* button;
    };
    struct Undo {
        UserAct act;
        QStringList addresses;
    };

    models::UserModel& users_;
    QLineEdit* filter_;
    QTimer filter_pause_; // typing goes on
    QList<ActButton> acts_;
    QPushButton* copy_;
    widgets::TableView* table_;
    QLabel* range_;
    QPushButton* back_;
    QPushButton* forth_;
    api::UserSort sort_ = api::UserSort::address;
    bool descending_ = false;
    std::int64_t offset_ = 0;
    std::int64_t total_ = 0;
    std::int64_t undo_seconds_ = -1;
    std::optional<Undo> undo_;
    bool is_loaded_ = false;
};

} // namespace roost::pages
