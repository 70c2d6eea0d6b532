// SPDX-License-Identifier: GPL-3.0-or-later
#include "power_disk.h"
#include "power_load.h"

#include "backend/store/verify.h"

#include <QtTest>

#include <deque>
#include <thread>

using namespace roost;
using namespace roost::test;

/// A store whose power is cut again and again under load, each time at another moment.
class TstPowerCut : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void promisesSurviveTwoHundredCuts();
    void withoutSyncsTheSameTestSeesLosses();
    void withoutSyncsOfBodyFilesToo();
};

namespace {

constexpr int Cuts = 200;
const std::filesystem::path Folder = "/power";

class Plant {
public:
    explicit Plant(unsigned seed) : random_(seed), disk_(seed), medium_(disk_.medium())
    {
        for (unsigned i = 0; i < 3; ++i)
            clients_.emplace_back(disk_, "client" + std::to_string(i) + "@relay.test", seed + i);
    }

    void neverSync() { medium_.never_sync = true; }
    void ignoreFileSyncs() { disk_.ignoreFileSyncs(); }

    /// Starts, works until the power goes, starts again: what is wrong then.
    std::vector<std::string> cut()
    {
        // Some cuts hit the start itself: recovery, schema, clearing away.
        const bool early = random_() % 8 == 0;
        if (early) disk_.cutAfter(1 + int(random_() % 30));
        work(early ? 0 : 1 + int(random_() % 1500));
        for (auto& client : clients_) promises_ += client.promises();
        disk_.restart();
        return check();
    }
    int promises() const { return promises_; }

private:
    void work(int operations)
    {
        auto opened = StoreThread::open(Folder, {}, medium_);
        if (!opened) return; // the cut came first
        for (auto& client : clients_) client.setUp(**opened);
        if (operations > 0) disk_.cutAfter(operations);
        BodyFiles files(Folder, std::int64_t{1} << 30, disk_);
        std::vector<std::thread> threads;
        for (auto& client : clients_) threads.emplace_back([&] { client.run(**opened, files); });
        for (auto& thread : threads) thread.join();
    }

    std::vector<std::string> check()
    {
        const auto opened = StoreThread::open(Folder, {}, medium_);
        if (!opened) return {"does not open: " + opened.error().detail};
        std::vector<std::string> faults;
        if (const auto sound = verify(Folder, medium_); !sound)
            faults.push_back(sound.error().detail);
        Reader reader(Folder, medium_);
        if (reader->db.integer("PRAGMA auto_vacuum") != 2) faults.push_back("set up by halves");
        const BodyFiles files(Folder, 0, disk_);
        for (auto& client : clients_)
            for (auto& fault : client.check(reader, files)) faults.push_back(std::move(fault));
        return faults;
    }

    std::mt19937 random_;
    PowerDisk disk_;
    Medium medium_;
    std::deque<PowerClient> clients_;
    int promises_ = 0;
};

/// How many faults the first cut shows that hurts a plant which was spoilt.
std::size_t lossesWith(const std::function<void(Plant&)>& spoil)
{
    for (unsigned seed = 1; seed <= 10; ++seed) {
        Plant plant(seed);
        spoil(plant);
        for (int i = 0; i < 5; ++i)
            if (const auto faults = plant.cut(); !faults.empty()) return faults.size();
    }
    return 0;
}

} // namespace

void TstPowerCut::promisesSurviveTwoHundredCuts()
{
    int promises = 0;
    for (unsigned seed = 1; seed <= 4; ++seed) { // several, so that new stores are cut too
        Plant plant(seed);
        for (int i = 0; i < Cuts / 4; ++i) {
            const auto faults = plant.cut();
            for (const auto& fault : faults)
                qWarning("seed %u, cut %d: %s", seed, i, fault.c_str());
            QVERIFY(faults.empty());
        }
        promises += plant.promises();
    }
    qInfo("%d durable answers before %d cuts", promises, Cuts);
    QVERIFY(promises > Cuts * 3); // the load was one
}

void TstPowerCut::withoutSyncsTheSameTestSeesLosses()
{
    QVERIFY(lossesWith([](Plant& plant) { plant.neverSync(); }) > 0);
}

void TstPowerCut::withoutSyncsOfBodyFilesToo()
{
    QVERIFY(lossesWith([](Plant& plant) { plant.ignoreFileSyncs(); }) > 0);
}

QTEST_GUILESS_MAIN(TstPowerCut)
#include "tst_power_cut.moc"
