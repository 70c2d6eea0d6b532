// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/json/codec.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <QTest>

using namespace roost;

namespace {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Leaf {
    std::string name = "unnamed";
    std::int64_t size = 7;
    bool operator==(const Leaf&) const = default;
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (name, size))

struct Tree {
    bool alive = true;
    double height = 1.5;
    std::int64_t age = -1;
    Colour colour = Colour::green;
    std::optional<std::string> owner;
    std::vector<Leaf> leaves;
    Leaf best;
    bool operator==(const Tree&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (alive, height, age, colour, owner, leaves, best))

} // namespace

class TstCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void valueComesBackAsItWas();
    void emptyOptionalIsLeftOut();
    void wholeNumbersArePlain();
    void whatIsAbsentOrNullKeepsItsDefault_data();
    void whatIsAbsentOrNullKeepsItsDefault();
    void goodValuesAreTaken_data();
    void goodValuesAreTaken();
    void badValuesAreNamedByTheirPath_data();
    void badValuesAreNamedByTheirPath();
};

void TstCodec::valueComesBackAsItWas()
{
    Tree tree;
    tree.alive = false;
    tree.height = 0.1;
    tree.age = std::numeric_limits<std::int64_t>::max();
    tree.colour = Colour::red;
    tree.owner = "Zoë \"quoted\"\n";
    tree.leaves = {{"a", 1}, {"", std::numeric_limits<std::int64_t>::min()}};
    const std::string text = boost::json::serialize(json::encode(tree));
    const auto back = json::decode<Tree>(boost::json::parse(text), "params");
    QVERIFY(back);
    QVERIFY(*back == tree);
}

void TstCodec::emptyOptionalIsLeftOut()
{
    const auto value = json::encode(Tree());
    QVERIFY(!value.as_object().contains("owner"));
    QCOMPARE(value.as_object().size(), std::size_t(6));
}

void TstCodec::wholeNumbersArePlain()
{
    QCOMPARE(boost::json::serialize(json::encode(65535.0)), std::string("65535"));
    QCOMPARE(boost::json::serialize(json::encode(-0.25)), std::string("-2.5E-1"));
    QVERIFY(boost::json::parse(boost::json::serialize(json::encode(1e300))) == json::Value(1e300));
}

void TstCodec::whatIsAbsentOrNullKeepsItsDefault_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << "null";
    QTest::newRow("empty object") << "{}";
    QTest::newRow("nulls") << R"({"alive":null,"owner":null,"leaves":null,"best":null,"age":null})";
    QTest::newRow("unknown members") << R"({"newer":{"deep":[1]},"Alive":false})";
}

void TstCodec::whatIsAbsentOrNullKeepsItsDefault()
{
    QFETCH(QString, text);
    const auto tree = json::decode<Tree>(boost::json::parse(text.toStdString()), "params");
    QVERIFY(tree);
    QVERIFY(*tree == Tree());
}

void TstCodec::goodValuesAreTaken_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("age");
    QTest::newRow("whole") << R"({"age":5})" << qint64(5);
    QTest::newRow("whole as decimal") << R"({"age":3.0})" << qint64(3);
    QTest::newRow("whole as power") << R"({"age":1e3})" << qint64(1000);
    QTest::newRow("height is whole") << R"({"age":1,"height":2})" << qint64(1);
}

void TstCodec::goodValuesAreTaken()
{
    QFETCH(QString, text);
    QFETCH(qint64, age);
    const auto tree = json::decode<Tree>(boost::json::parse(text.toStdString()), "params");
    QVERIFY(tree);
    QCOMPARE(qint64(tree->age), age);
}

void TstCodec::badValuesAreNamedByTheirPath_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char* text, const char* detail) {
        QTest::newRow(text) << text << detail;
    };
    row("[]", "params: must be an object");
    row("7", "params: must be an object");
    row(R"({"alive":1})", "params.alive: must be true or false");
    row(R"({"age":"5"})", "params.age: must be a whole number");
    row(R"({"age":5.5})", "params.age: must be a whole number");
    row(R"({"age":1e300})", "params.age: must be a whole number");
    row(R"({"age":18446744073709551615})", "params.age: must be a whole number");
    row(R"({"height":"tall"})", "params.height: must be a number");
    row(R"({"owner":{}})", "params.owner: must be text");
    row(R"({"colour":"blue"})", "params.colour: must be one of: red, green");
    row(R"({"colour":0})", "params.colour: must be one of: red, green");
    row(R"({"leaves":{}})", "params.leaves: must be a list");
    row(R"({"leaves":[{},{"size":true}]})", "params.leaves[1].size: must be a whole number");
    row(R"({"best":{"name":[]}})", "params.best.name: must be text");
}

void TstCodec::badValuesAreNamedByTheirPath()
{
    QFETCH(QString, text);
    QFETCH(QString, detail);
    const auto tree = json::decode<Tree>(boost::json::parse(text.toStdString()), "params");
    QVERIFY(!tree);
    QVERIFY(tree.error().code == Code::invalid);
    QCOMPARE(QString::fromStdString(tree.error().detail), detail);
}

QTEST_GUILESS_MAIN(TstCodec)
#include "tst_codec.moc"
