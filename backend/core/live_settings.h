// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/settings/values.h"

#include <atomic>
#include <memory>

namespace roost::core {

/// The settings in force: readers take a snapshot, a change swaps it whole. Any thread.
class LiveSettings {
public:
    explicit LiveSettings(settings::Values values = {})
        : values_(std::make_shared<const settings::Values>(std::move(values)))
    {
    }
    /// The snapshot; keep it as long as one decision needs, not longer.
    std::shared_ptr<const settings::Values> get() const { return values_.load(); }
    void replace(settings::Values values)
    {
        values_.store(std::make_shared<const settings::Values>(std::move(values)));
    }

private:
    std::atomic<std::shared_ptr<const settings::Values>> values_;
};

} // namespace roost::core
