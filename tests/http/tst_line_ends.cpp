// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/http/line_ends.h"

#include <QTest>

#include <string>

using roost::http::LineEnds;

class TstLineEnds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void verdict_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("sound");
        for (const char* text : {"", "a", "\r\n", "a\r\nb", "\r\n\r\n", "a\r\n.\r\n"})
            QTest::newRow(QByteArray(text).toHex().constData()) << QByteArray(text) << true;
        for (const char* text : {"\n", "\r", "a\nb", "a\rb", "\r\r\n", "\n\r", "\r\n\n", "\r\n\r",
                                 "a\r\n.\n", "\n.\r\n", "\r.\r\n"})
            QTest::newRow(QByteArray(text).toHex().constData()) << QByteArray(text) << false;
    }

    void verdict()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, sound);
        const std::string octets = text.toStdString();
        for (std::size_t at = 0; at <= octets.size(); ++at) {
            LineEnds ends;
            const bool first = ends.admits(octets.substr(0, at));
            const bool second = ends.admits(octets.substr(at));
            QCOMPARE(first && second && ends.isWhole(), sound);
        }
    }
};

QTEST_GUILESS_MAIN(TstLineEnds)
#include "tst_line_ends.moc"
