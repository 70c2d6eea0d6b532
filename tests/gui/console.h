// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/app/look.h"
#include "gui/app/main_window.h"
#include "gui/client/client.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace roost::test {

/// Keeps the window's settings out of the home folder. Before any window.
inline void useOwnSettings()
{
    static QTemporaryDir folder;
    QCoreApplication::setOrganizationName(QStringLiteral("roost-test"));
    QCoreApplication::setApplicationName(QStringLiteral("roost-test"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
}

/// The whole console, connected to a socket.
struct Console {
    explicit Console(const QString& path) : client({path}, timing()), window(client, look)
    {
        window.resize(1100, 780);
        window.show();
        client.start();
    }

    static client::Timing timing()
    {
        client::Timing fast;
        fast.first_retry = std::chrono::milliseconds(50);
        fast.longest_retry = std::chrono::milliseconds(200);
        return fast;
    }

    bool connects()
    {
        return QTest::qWaitFor([this] { return client.state().link == client::Link::connected; },
                               15'000);
    }

    /// `within`: names of the widgets around it, outermost first, with slashes between.
    template <class T>
    T* find(const QString& name, const QString& within = {})
    {
        QWidget* from = &window;
        for (const QString& each : within.split(u'/', Qt::SkipEmptyParts))
            if (from) from = from->findChild<QWidget*>(each);
        return from ? from->findChild<T*>(name) : nullptr;
    }
    QString text(const QString& name, const QString& within = {})
    {
        const auto* label = find<QLabel>(name, within);
        return label ? label->text() : QString();
    }
    bool isSeen(const QString& name, const QString& within = {})
    {
        const auto* widget = find<QWidget>(name, within);
        return widget && widget->isVisible();
    }
    void click(const QString& name, const QString& within = {})
    {
        auto* button = find<QAbstractButton>(name, within);
        QVERIFY2(button, qPrintable(name));
        QTRY_VERIFY2(button->isVisible() && button->isEnabled(), qPrintable(name));
        QTest::mouseClick(button, Qt::LeftButton);
    }

    console::Look look;
    client::Client client;
    console::MainWindow window;
};

/// Over what stands there.
inline void type(QLineEdit* line, const QString& text)
{
    QVERIFY(line);
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, text);
}

} // namespace roost::test
