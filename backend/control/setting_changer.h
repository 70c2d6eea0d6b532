// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/control/journal.h"
#include "backend/control/services.h"
#include "shared/api/settings.h"
#include "shared/api/setup.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace roost::control {

/// The one way settings change: checked by the schema, written durably together with who did it,
/// swapped in, put into force by the relay, announced. One change at a time; when the relay refuses
/// (a port is in use) everything is put back, and the history does not know of it.
class SettingChanger {
public:
    SettingChanger(boost::asio::any_io_executor executor,
                   Services& services,
                   Events& events,
                   Journal& journal);

    /// Who asks, and by which method.
    struct Author {
        std::string who;
        std::string what;
    };

    /// All of `changes` or none. Errors: as api::SettingSet.
    boost::asio::awaitable<Result<>> change(std::vector<api::SettingChange> changes, Author author);
    /// The first setup. Errors: as api::SetupApply.
    boost::asio::awaitable<Result<>> setUp(api::SetupApply::Params params, Author author);

private:
    using Applier = boost::asio::awaitable<Result<>> (SettingChanger::*)(settings::Values before,
                                                                         settings::Values after);
    struct Plan {
        settings::Values before;
        settings::Values after;
        Author author;
        Applier apply = nullptr;
    };
    class Turn;
    using Rows = std::vector<store::ActivityRow>;

    boost::asio::awaitable<Result<>> carryOut(Plan plan);
    // Both are awaited where their arguments live.
    boost::asio::awaitable<Result<>> write(const settings::Values& to, Rows& rows);
    boost::asio::awaitable<Result<>> takeBack(const settings::Values& before, const Rows& rows);
    boost::asio::awaitable<Result<>> applyChange(settings::Values before, settings::Values after);
    boost::asio::awaitable<Result<>> applySetup(settings::Values before, settings::Values after);
    boost::asio::awaitable<void> waitForTurn();

    Services& services_;
    Events& events_;
    Journal& journal_;
    bool busy_ = false;
    boost::asio::steady_timer free_; // never expires: cancelled when busy_ ends
};

} // namespace roost::control
