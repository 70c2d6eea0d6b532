// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/look.h"
#include "gui/app/rail.h"
#include "gui/client/client.h"
#include "gui/models/queue_tables.h"
#include "gui/models/relay_model.h"
#include "gui/models/user_model.h"

#include <QMainWindow>
#include <QStackedWidget>

namespace roost::pages {
class InvitePage;
class OverviewPage;
class Page;
class SetupPage;
} // namespace roost::pages

namespace roost::console {

/// The window: the rail and the page chosen there. It puts client, models and pages together.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(client::Client& client, Look& look, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Shows the page with this object name.
    void openPage(const QString& object_name);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void buildPages();
    int addPage(pages::Page* page, widgets::Glyph glyph, const QString& rail_text);
    void buildKeys();
    void buildAppearance();
    void choose(int page);
    void onRelayChanged();
    void refresh();
    void restore();

    client::Client& client_;
    Look& look_;
    models::RelayModel relay_;
    models::UserModel users_;
    models::QueueModels queue_;
    Rail* rail_;
    QStackedWidget* stack_;
    pages::OverviewPage* overview_ = nullptr;
    pages::InvitePage* invite_ = nullptr;
    pages::SetupPage* setup_ = nullptr;
    int setup_index_ = 0;
};

} // namespace roost::console
