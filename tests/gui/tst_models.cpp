// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/models/amounts.h"
#include "gui/models/history.h"
#include "gui/models/queue_tables.h"
#include "gui/models/setting_form.h"
#include "gui/models/user_model.h"
#include "gui/models/wire_text.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QTest>

using namespace roost;
using namespace Qt::StringLiterals;
using models::UserModel;

namespace {

api::User user(const std::string& address, std::int64_t messages = 0)
{
    api::User result;
    result.address = address;
    result.messages = messages;
    return result;
}

std::vector<api::User> users(const std::vector<std::string>& addresses)
{
    std::vector<api::User> result;
    for (const auto& each : addresses) result.push_back(user(each));
    return result;
}

api::StatsSample sample(std::int64_t at, std::int64_t accepted)
{
    api::StatsSample result;
    result.at = at;
    result.accepted = accepted;
    return result;
}

api::Setting setting(const std::string& type, double minimum, double maximum)
{
    api::Setting result;
    result.name = "a_new_setting";
    result.type = type;
    result.minimum = minimum;
    result.maximum = maximum;
    return result;
}

} // namespace

class TstModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void usersFollowAnyOrder_data();
    void usersFollowAnyOrder();
    void selectionSurvivesARefresh();
    void queueGroupsKeepTheirSelection();
    void queueSaysWhenItTriesAgain();
    void unknownExplanationsHaveATitle();
    void findingsAreToldFromAnswers();
    void heldMailShowsNoDates();
    void settingsSpeakOfDaysAndNoCodes();
    void historyCountsTheLastMinute();
    void historySurvivesARestartOfTheDaemon();
    void historyForgets();
    void wireTextIsHarmless_data();
    void wireTextIsHarmless();
    void typedSettingsAreChecked_data();
    void typedSettingsAreChecked();
    void sizesAreShownAsTheyAreTyped();
    void unknownSettingsHaveATitle();
};

void TstModels::usersFollowAnyOrder_data()
{
    using L = std::vector<std::string>;
    QTest::addColumn<std::vector<std::string>>("before");
    QTest::addColumn<std::vector<std::string>>("after");
    QTest::newRow("fill") << L{} << L{"a", "b", "c"};
    QTest::newRow("empty") << L{"a", "b", "c"} << L{};
    QTest::newRow("reverse") << L{"a", "b", "c", "d"} << L{"d", "c", "b", "a"};
    QTest::newRow("first to last") << L{"a", "b", "c"} << L{"b", "c", "a"};
    QTest::newRow("last to first") << L{"a", "b", "c"} << L{"c", "a", "b"};
    QTest::newRow("others") << L{"a", "b"} << L{"c", "d", "e"};
    QTest::newRow("mixed") << L{"a", "b", "c", "d", "e"} << L{"e", "x", "b", "a", "y"};
}

void TstModels::usersFollowAnyOrder()
{
    QFETCH(std::vector<std::string>, before);
    QFETCH(std::vector<std::string>, after);
    UserModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.replace(users(before));
    model.replace(users(after));
    QCOMPARE(model.users(), users(after));
}

void TstModels::selectionSurvivesARefresh()
{
    UserModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.replace(users({"a", "b", "c", "d"}));
    QItemSelectionModel selection(&model);
    selection.select(model.index(2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    model.replace({user("x"), user("d"), user("c", 5), user("a")});
    const auto rows = selection.selectedRows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].data(UserModel::AddressRole).toString(), u"c"_s);
    QCOMPARE(rows[0].siblingAtColumn(UserModel::Messages).data(UserModel::ValueRole).toInt(), 5);
}

void TstModels::queueGroupsKeepTheirSelection()
{
    models::QueueModels queue;
    models::QueueGroupModel& model = queue.groups;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto group = [](const std::string& domain, const std::string& cause, int recipients) {
        api::QueueGroup result;
        result.domain = domain;
        result.cause = cause;
        result.recipients = recipients;
        return result;
    };
    model.replace({group("a", "x", 3), group("b", "x", 2), group("a", "y", 1)});
    QItemSelectionModel selection(&model);
    selection.select(model.index(2, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    model.replace({group("a", "y", 9), group("c", "x", 2), group("b", "x", 2)});
    QCOMPARE(selection.selectedRows().size(), 1);
    QCOMPARE(model.at(selection.selectedRows()[0].row()).cause, std::string("y"));
    QCOMPARE(model.index(0, models::QueueGroupModel::Waiting).data().toString(), u"9"_s);
    model.replace({group("a", "y", 5), group("a", "y", 4), group("a", "y", 3)}); // three reasons
    QCOMPARE(model.rowCount(), 3);
    model.replace({group("a", "y", 5)});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(selection.selectedRows().size(), 1);
    model.reword();
}

void TstModels::queueSaysWhenItTriesAgain()
{
    const QDateTime now = QDateTime::currentDateTime();
    QCOMPARE(models::soonText(now.addSecs(300), now), u"in 5 minutes"_s);
    QCOMPARE(models::soonText(now.addSecs(-300), now), u"now"_s);
    QCOMPARE(models::soonText(now.addDays(3), now), u"in 3 days"_s);
    QCOMPARE(models::nextTryText(0, 0), u"Held"_s);
    QCOMPARE(models::nextTryText(5, models::Endless), u"Held"_s);
    QVERIFY(models::nextTryText(5, now.addSecs(90).toSecsSinceEpoch()).startsWith(u"Held until"_s));
    QCOMPARE(models::nextTryText(5, 0), u"now"_s);
    QCOMPARE(models::momentText({}), u"–"_s);
}

void TstModels::unknownExplanationsHaveATitle()
{
    models::Explanations explanations;
    QCOMPARE(explanations.title("of_tomorrow"), QString()); // nothing is known yet
    explanations.set({{"a", "Title", "Happened.", roost::explanations::Who::you, "Do."}});
    QCOMPARE(explanations.of("a").who, u"You"_s);
    QCOMPARE(explanations.of("a").what_to_do, u"Do."_s);
    QVERIFY(!explanations.title("of_tomorrow").isEmpty());
    QVERIFY(!explanations.title("of_tomorrow").contains(u'_'));
    QVERIFY(explanations.of("of_tomorrow").what_happened.contains(u"of_tomorrow"_s));
}

/// What we found out has no codes of replies; what others said is as they said it.
void TstModels::findingsAreToldFromAnswers()
{
    using models::Detail;
    models::Explanations explanations;
    explanations.set({{"connect_timeout", "A", "B.", roost::explanations::Who::provider, "C."},
                      {"greylisted", "A", "B.", roost::explanations::Who::nobody, "C."},
                      {"held", "A", "B.", roost::explanations::Who::you, "C."}});
    QCOMPARE(explanations.of("connect_timeout").detail, Detail::finding);
    QCOMPARE(explanations.of("greylisted").detail, Detail::answer);
    QCOMPARE(explanations.of("held").detail, Detail::of_last_try);
    const std::string line = "451 4.4.1 mx.example.org port 25: no answer in time";
    QCOMPARE(models::detailText(Detail::finding, line),
             u"mx.example.org port 25: no answer in time"_s);
    QCOMPARE(models::detailText(Detail::answer, line), QString::fromStdString(line));
}

void TstModels::heldMailShowsNoDates()
{
    models::QueueModels queue;
    api::QueueGroup group;
    group.domain = "a.example";
    group.recipients = 2;
    group.gives_up_at = QDateTime::currentSecsSinceEpoch() + 5000;
    group.next_try_at = group.gives_up_at;
    queue.groups.replace({group});
    const auto cell = [](const QAbstractItemModel& model, int column) {
        return model.index(0, column).data().toString();
    };
    QVERIFY(cell(queue.groups, models::QueueGroupModel::GivesUp) != u"–"_s);
    group.held_until = models::Endless;
    queue.groups.replace({group});
    QCOMPARE(cell(queue.groups, models::QueueGroupModel::GivesUp), u"–"_s);
    api::QueueMessage message; // not held itself, but its destination is
    message.domain = group.domain;
    message.next_try_at = group.next_try_at;
    queue.messages.replace({message});
    QCOMPARE(cell(queue.messages, models::QueueMessageModel::Next), u"Held"_s);
    QCOMPARE(cell(queue.messages, models::QueueMessageModel::From), u"This relay"_s);
}

void TstModels::historyCountsTheLastMinute()
{
    models::History history;
    api::Stats now;
    now.at = 1000;
    now.messages_accepted = 7;
    history.reset({sample(930, 100), sample(950, 2), sample(1000, 3)}, now);
    QCOMPARE(history.latest(models::Measure::messages_per_minute), 5.0);
    now.at = 1001;
    now.messages_accepted = 11;
    now.imap_clients = 6;
    history.add(now);
    QCOMPARE(history.latest(models::Measure::messages_per_minute), 9.0);
    QCOMPARE(history.latest(models::Measure::clients), 6.0);
    now.at = 1070;
    history.add(now);
    QCOMPARE(history.latest(models::Measure::messages_per_minute), 0.0);
}

void TstModels::historySurvivesARestartOfTheDaemon()
{
    models::History history;
    api::Stats now;
    now.at = 1000;
    now.messages_accepted = 500;
    history.reset({}, now);
    now.at = 1005;
    now.messages_accepted = 2;
    history.add(now);
    QCOMPARE(history.latest(models::Measure::messages_per_minute), 2.0);
    now.at = 990; // a clock set back
    history.add(now);
    QCOMPARE(history.series(models::Measure::clients).size(), 1);
}

void TstModels::historyForgets()
{
    models::History history;
    api::Stats now;
    history.reset({}, now);
    for (now.at = 1; now.at <= 5000; ++now.at) history.add(now);
    QCOMPARE(history.series(models::Measure::clients).size(), models::History::SpanSeconds);
}

void TstModels::wireTextIsHarmless_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << "ann@example.org"_ba << u"ann@example.org"_s;
    QTest::newRow("html stays as it is") << "<b>x</b>&amp;"_ba << u"<b>x</b>&amp;"_s;
    QTest::newRow("controls") << "a\x1b[31mb\x07\r"_ba << u"a[31mb"_s;
    QTest::newRow("line break") << "a\nb\tc"_ba << u"a b c"_s;
    QTest::newRow("direction") << "a\u202eb\u2066c\u200fd"_ba << u"abcd"_s;
    QTest::newRow("invisible") << "pay\u200bpal\ufeff"_ba << u"paypal"_s;
    QTest::newRow("separators") << "a\u2028b\u2029"_ba << u"ab"_s;
    QTest::newRow("other scripts") << "Žofie 鳥 🦉"_ba << u"Žofie 鳥 🦉"_s;
    QTest::newRow("cut") << QByteArray(100'000, 'x') << QString(500, u'x') + u"…"_s;
}

void TstModels::wireTextIsHarmless()
{
    QFETCH(QByteArray, wire);
    QFETCH(QString, shown);
    QCOMPARE(models::shownText(wire.toStdString()), shown);
}

void TstModels::typedSettingsAreChecked_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("is_fine");
    QTest::newRow("whole") << u"whole"_s << u"20"_s << true;
    QTest::newRow("whole too large") << u"whole"_s << u"2000000"_s << false;
    QTest::newRow("whole too small") << u"whole"_s << u"9"_s << false;
    QTest::newRow("whole in letters") << u"whole"_s << u"ten"_s << false;
    QTest::newRow("whole with fraction") << u"whole"_s << u"20.5"_s << false;
    QTest::newRow("decimal") << u"decimal"_s << u"20.5"_s << true;
    QTest::newRow("decimal nan") << u"decimal"_s << u"nan"_s << false;
    QTest::newRow("size") << u"octets"_s << u"500K"_s << true;
    QTest::newRow("size in small letters") << u"octets"_s << u"500 kb"_s << true;
    QTest::newRow("size too large") << u"octets"_s << u"1G"_s << false;
    QTest::newRow("size nonsense") << u"octets"_s << u"5X"_s << false;
    QTest::newRow("addresses") << u"addresses"_s << u"0.0.0.0 ::1"_s << true;
    QTest::newRow("no address") << u"addresses"_s << u"example.org"_s << false;
    QTest::newRow("domain") << u"domain"_s << u"chat.example.org"_s << true;
    QTest::newRow("no domain") << u"domain"_s << u"a b"_s << false;
    QTest::newRow("address") << u"address"_s << u"privacy@example.org"_s << true;
    QTest::newRow("empty address") << u"address"_s << QString() << true;
    QTest::newRow("no mail address") << u"address"_s << u"example.org"_s << false;
}

void TstModels::typedSettingsAreChecked()
{
    QFETCH(QString, type);
    QFETCH(QString, typed);
    QFETCH(bool, is_fine);
    const auto checked = setting(type.toStdString(), 10, 1'000'000);
    const QString problem = models::settingProblem(checked, typed);
    QVERIFY2(problem.isEmpty() == is_fine, qPrintable(problem));
}

void TstModels::sizesAreShownAsTheyAreTyped()
{
    const auto size = setting("octets", 0, 1e12);
    QCOMPARE(models::editText(size, "31457280"), u"30M"_s);
    QCOMPARE(models::editText(size, "1073741824"), u"1G"_s);
    QCOMPARE(models::editText(size, "1000"), u"1000"_s);
    QVERIFY(models::settingProblem(size, u"30M"_s).isEmpty());
}

void TstModels::settingsSpeakOfDaysAndNoCodes()
{
    auto wait = setting("whole", 0, 1e7);
    wait.unit = "seconds";
    QCOMPARE(models::valueText(wait, "172800"), QLocale().toString(172800) + u" (2 days)"_s);
    QCOMPARE(models::valueText(wait, "61"), u"61"_s);
    QVERIFY(models::valueText(setting("choice", 0, 0), "info").startsWith(u"What matters"_s));
    QCOMPARE(models::valueText(setting("choice", 0, 0), "of_tomorrow"), u"of_tomorrow"_s);
}

void TstModels::unknownSettingsHaveATitle()
{
    QCOMPARE(models::settingTitle(setting("whole", 0, 1)), u"A new setting"_s);
}

QTEST_GUILESS_MAIN(TstModels)
#include "tst_models.moc"
