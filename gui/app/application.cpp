// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/app/application.h"

#include "gui/app/language.h"
#include "gui/client/control_paths.h"
#include "gui/widgets/colours.h"
#include "gui/widgets/glyph.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace roost::console {

Application::Application(int& argc, char** argv) : QApplication(argc, argv)
{
    setOrganizationName(u"roost"_s);
    setApplicationName(u"roost"_s);
    setApplicationDisplayName(u"Roost"_s);
    setApplicationVersion(QStringLiteral(ROOST_VERSION));
    setDesktopFileName(u"roost"_s);
    const QColor accent = widgets::lightColours().accent;
    setWindowIcon(widgets::glyphIcon(widgets::Glyph::owl, accent, accent));
}

int Application::run()
{
    speak(QLocale());
    const QString named = controlPath();
    look_ = std::make_unique<Look>();
    client_ = std::make_unique<client::Client>(client::controlPaths(named));
    window_ = std::make_unique<MainWindow>(*client_, *look_);
    window_->show();
    client_->start();
    return exec();
}

/// What --control says. Ends the program itself for --help, --version and nonsense.
QString Application::controlPath()
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("The console of a Roost relay."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption control(u"control"_s, tr("Path of the relay's control socket."),
                                     u"path"_s);
    parser.addOption(control);
    parser.process(*this);
    return parser.value(control);
}

} // namespace roost::console
