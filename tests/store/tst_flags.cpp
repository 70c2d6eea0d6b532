// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

using namespace roost;
using namespace roost::test;

class TstFlags : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void modesDoWhatTheySay();
    void oneCallRaisesModseqByOne();
    void whatIsSoAlreadyIsNotAChange();
    void unchangedSinceLeavesNewerRows();
    void keywordsAreASetWithoutCase();
    void keywordsAreLimited();
    void unseenIsCounted();
    void changedSinceTellsNewAndFlagged();

private:
    std::string changed(ModSeq since, UidRange range = {1, 0xffffffff})
    {
        UidSet found;
        for (const auto& row : world_->run(
                 [&](Stores& s) { return s.messages.changedSince(inbox_, since, range, 100); }))
            found.add(row.uid);
        return found.text();
    }
    Result<FlagResult> store(const UidSet& uids, const FlagChange& change)
    {
        return world_->attempt(
            [&](Stores& s) { return s.messages.setFlags(inbox_, uids, change); });
    }
    ModSeq modseq() { return world_->mailbox(inbox_).highest_modseq; }
    std::unique_ptr<World> world_;
    MailboxId inbox_ = 0;
};

void TstFlags::init()
{
    world_ = std::make_unique<World>();
    inbox_ = world_->account("ann@relay.test").inbox_id;
    for (int i = 0; i < 4; ++i) world_->deliver(inbox_, "x");
}

void TstFlags::modesDoWhatTheySay()
{
    const auto flags = [&] {
        return int(world_->run([&](Stores& s) {
                             return s.messages.list(inbox_, {2, 2}, 1)[0];
                         })
                       .flags);
    };
    world_->flag(inbox_, {{2, 2}}, FlagMode::set, Seen | Draft);
    QCOMPARE(flags(), Seen | Draft);
    world_->flag(inbox_, {{2, 2}}, FlagMode::add, Deleted);
    QCOMPARE(flags(), Seen | Draft | Deleted);
    world_->flag(inbox_, {{2, 2}}, FlagMode::remove, Draft | Flagged);
    QCOMPARE(flags(), Seen | Deleted);
    world_->flag(inbox_, {{2, 2}}, FlagMode::set, 0xff);
    QCOMPARE(flags(), 31);
    QCOMPARE(store({{1, 1}}, {}).has_value(), true);
    QCOMPARE(world_->attempt([](Stores& s) {
                       return s.messages.setFlags(99, {{1, 1}}, {});
                   })
                 .error()
                 .code,
             Code::not_found);
}

void TstFlags::oneCallRaisesModseqByOne()
{
    const auto before = modseq();
    const auto result = world_->flag(inbox_, {{1, 3}, {50, 60}}, FlagMode::add, Seen);
    QCOMPARE(modseq(), before + 1);
    QCOMPARE(result.changed.size(), std::size_t{3});
    for (const auto& row : result.changed) QCOMPARE(row.modseq, before + 1);
}

void TstFlags::whatIsSoAlreadyIsNotAChange()
{
    world_->flag(inbox_, {{1, 1}}, FlagMode::add, Seen);
    const auto before = modseq();
    world_->told();
    const auto result = world_->flag(inbox_, {{1, 1}}, FlagMode::add, Seen);
    QCOMPARE(result.changed.size(), std::size_t{1}); // told to the client all the same
    QCOMPARE(modseq(), before);
    QVERIFY(world_->told().empty());
}

void TstFlags::unchangedSinceLeavesNewerRows()
{
    const auto known = modseq();
    world_->flag(inbox_, {{2, 2}}, FlagMode::add, Seen);
    const auto result = store({{1, 3}}, {FlagMode::add, Flagged, {}, known}).value();
    QCOMPARE(result.not_modified.text(), std::string("2"));
    QCOMPARE(result.changed.size(), std::size_t{2});
}

void TstFlags::keywordsAreASetWithoutCase()
{
    const auto keywords = [&](FlagMode mode, std::vector<std::string> given) {
        return store({{1, 1}}, {mode, 0, std::move(given), {}}).value().changed[0].keywords;
    };
    QCOMPARE(keywords(FlagMode::add, {"Work", "$Forwarded", "work"}),
             std::string("$Forwarded Work"));
    QCOMPARE(keywords(FlagMode::add, {"WORK", "a"}), std::string("$Forwarded Work a"));
    QCOMPARE(keywords(FlagMode::remove, {"wORK", "none"}), std::string("$Forwarded a"));
    QCOMPARE(keywords(FlagMode::set, {"only"}), std::string("only"));
}

void TstFlags::keywordsAreLimited()
{
    const auto code = [&](std::vector<std::string> given) {
        const auto done = store({{1, 1}}, {FlagMode::add, 0, std::move(given), {}});
        return done ? Code::internal : done.error().code;
    };
    QCOMPARE(code({std::string(65, 'k')}), Code::limit);
    std::vector<std::string> many;
    for (int i = 0; i < 64; ++i) many.push_back("k" + std::to_string(i));
    QVERIFY(store({{1, 1}}, {FlagMode::add, 0, many, {}}));
    QCOMPARE(code({"one-more"}), Code::limit);
    const auto append = [&](Stores& s) {
        NewMessage message{s.bodies.add({"x", {}, 1}), 1, Now, 0, std::string(65, 'k')};
        return s.messages.append(inbox_, message);
    };
    QCOMPARE(world_->attempt(append).error().code, Code::limit);
}

void TstFlags::unseenIsCounted()
{
    const auto unseen = [&] {
        return world_->run([&](Stores& s) {
            return std::pair(s.messages.countUnseen(inbox_),
                             s.messages.firstUnseen(inbox_).value_or(0));
        });
    };
    QCOMPARE(unseen(), std::pair(std::int64_t{4}, Uid{1}));
    world_->flag(inbox_, {{1, 2}}, FlagMode::add, Seen);
    QCOMPARE(unseen(), std::pair(std::int64_t{2}, Uid{3}));
    world_->flag(inbox_, {{1, 1}}, FlagMode::remove, Seen);
    QCOMPARE(unseen(), std::pair(std::int64_t{3}, Uid{1}));
    world_->flag(inbox_, {{1, 4}}, FlagMode::set, Seen);
    QCOMPARE(unseen(), std::pair(std::int64_t{0}, Uid{0}));
}

void TstFlags::changedSinceTellsNewAndFlagged()
{
    const auto start = modseq();
    QCOMPARE(changed(start), std::string());
    world_->deliver(inbox_, "new"); // 5
    QCOMPARE(changed(start), std::string("5"));
    const auto after_new = modseq();
    world_->flag(inbox_, {{2, 2}}, FlagMode::add, Seen);
    QCOMPARE(changed(start), std::string("2,5"));
    QCOMPARE(changed(after_new), std::string("2"));
    QCOMPARE(changed(start, {3, 9}), std::string("5"));
    const auto after_flag = modseq();
    world_->deliver(inbox_, "newer");  // 6
    world_->deliver(inbox_, "newest"); // 7
    QCOMPARE(changed(after_flag), std::string("6:7"));
    QCOMPARE(changed(after_flag, {1, 6}), std::string("6"));
    QCOMPARE(changed(after_flag, {1, 5}), std::string());
    QCOMPARE(changed(0), std::string("1:7"));
    QCOMPARE(world_->run([&](Stores& s) {
        return s.messages.changedSince(99, 0, {1, 9}, 9).size();
    }),
             std::size_t{0});
}

QTEST_GUILESS_MAIN(TstFlags)
#include "tst_flags.moc"
