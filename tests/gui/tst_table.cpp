// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/table_view.h"
#include "tests/gui/console.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;
using widgets::TableView;

/// Columns show what they hold where there is room, and remember whoever sets them.
class TstTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::useOwnSettings(); }
    void columnsFitWhatTheyShow();
    void theWideColumnGivesUntilItsLeastWidth();
    void widthsThatPeopleSetAreRemembered();

private:
    struct Shown {
        explicit Shown(int width)
        {
            model.setHorizontalHeaderLabels({u"Address"_s, u"State"_s, u"Why"_s});
            QList<QStandardItem*> row;
            for (const QString& text : {u"somebody.with.a.name@chat.example.org"_s, u"Active"_s,
                                        u"The other server lets strangers wait"_s})
                row += new QStandardItem(text);
            model.appendRow(row);
            table.setObjectName(u"testTable"_s);
            table.setModel(&model);
            table.setWideColumn(0);
            table.resize(width, 300);
            table.show();
        }
        QStandardItemModel model;
        TableView table;
    };
};

void TstTable::columnsFitWhatTheyShow()
{
    Shown shown(1200);
    const auto fits = [&](int column) {
        return shown.table.columnWidth(column)
               >= shown.table.sizeHintForIndex(shown.model.index(0, column)).width();
    };
    for (int column = 0; column < 3; ++column) QTRY_VERIFY(fits(column));
    QTRY_COMPARE(shown.table.horizontalHeader()->length(), shown.table.viewport()->width());
}

void TstTable::theWideColumnGivesUntilItsLeastWidth()
{
    Shown shown(500);
    QTRY_VERIFY(shown.table.columnWidth(0) >= 150);
    QVERIFY(shown.table.columnWidth(1) < 150);
    shown.table.resize(900, 300);
    QTRY_COMPARE(shown.table.horizontalHeader()->length(), shown.table.viewport()->width());
}

void TstTable::widthsThatPeopleSetAreRemembered()
{
    {
        Shown shown(1000);
        QTRY_VERIFY(shown.table.columnWidth(1) > 0);
        shown.table.horizontalHeader()->resizeSection(1, 222);
        QTRY_COMPARE(shown.table.horizontalHeader()->length(), shown.table.viewport()->width());
        QCOMPARE(shown.table.columnWidth(1), 222);
    }
    Shown again(1000);
    QTRY_COMPARE(again.table.columnWidth(1), 222);
}

QTEST_MAIN(TstTable)
#include "tst_table.moc"
