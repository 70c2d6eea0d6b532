// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/look.h"
#include "gui/app/main_window.h"
#include "gui/client/client.h"

#include <QApplication>

#include <memory>

namespace roost::console {

/// The console: its command line, its language, its window.
class Application : public QApplication {
    Q_OBJECT

public:
    Application(int& argc, char** argv);
    /// Shows the window and runs until it is closed.
    int run();

private:
    QString controlPath();

    std::unique_ptr<Look> look_;
    std::unique_ptr<client::Client> client_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace roost::console
