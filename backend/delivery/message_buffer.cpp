// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/delivery/message_buffer.h"

#include "backend/core/offload.h"

namespace roost::delivery {
namespace {

constexpr std::size_t TypicalOctets = 4096;        // a chat message; room for it is made at once
constexpr std::size_t SpillOctets = 4096;          // beyond it memory is not used when it is scarce
constexpr std::size_t MaxHeaderOctets = 64 * 1024; // kept for a bounce
constexpr std::size_t ScarceHeaderOctets = 4096;   // of it when memory is scarce

} // namespace

MessageBuffer::MessageBuffer(MemoryBudget& budget,
                             std::int64_t budget_limit,
                             store::BodyFiles& files,
                             core::Workers& disk)
    : budget_(budget), budget_limit_(budget_limit), files_(files), disk_(disk)
{
    tail_.reserve(TypicalOctets);
    account();
}

MessageBuffer::~MessageBuffer()
{
    budget_.used -= charged_;
}

void MessageBuffer::account()
{
    const auto held = static_cast<std::int64_t>(tail_.capacity() + header_.capacity() + beside_);
    budget_.used += held - charged_;
    charged_ = held;
}

bool MessageBuffer::needsSpill()
{
    account();
    is_scarce_ = budget_.used > budget_limit_;
    return tail_.size() > (is_scarce_ ? SpillOctets : std::size_t{store::InlineBodyOctets});
}

void MessageBuffer::countBeside(std::size_t octets)
{
    beside_ = octets;
    account();
}

void MessageBuffer::keepHeader()
{
    if (has_header_) return;
    const std::size_t most = is_scarce_ ? ScarceHeaderOctets : MaxHeaderOctets;
    if (header_.size() < most) header_.append(tail_, 0, most - header_.size());
    const auto end = header_.find("\r\n\r\n");
    if (end != std::string::npos) header_.resize(end + 2);
    has_header_ = end != std::string::npos || header_.size() >= most;
    header_.shrink_to_fit();
}

boost::asio::awaitable<Result<>> MessageBuffer::spill()
{
    keepHeader();
    auto write = [&]() -> Result<> {
        if (!file_) {
            auto made = store::BodyFileWriter::create(files_);
            if (!made) return made.error();
            file_.emplace(std::move(*made));
        }
        return file_->append(tail_);
    };
    const auto written = co_await core::offload(disk_, write);
    if (!written) co_return written.error();
    in_file_ += static_cast<std::int64_t>(tail_.size());
    std::string().swap(tail_); // its room too, which counts as used; assigning would keep it
    tail_.reserve(TypicalOctets);
    account();
    co_return Result<>();
}

boost::asio::awaitable<Result<store::NewBody>> MessageBuffer::finish()
{
    store::NewBody body;
    body.octets = octets();
    if (!file_ && body.octets <= store::InlineBodyOctets) {
        body.content = std::move(tail_); // still charged: the octets live on until the commit
        co_return body;
    }
    if (const auto spilled = co_await spill(); !spilled) co_return spilled.error();
    auto sync = [&] { return file_->finish(); };
    if (const auto synced = co_await core::offload(disk_, sync); !synced) co_return synced.error();
    body.file_name = file_->fileName();
    co_return body;
}

void MessageBuffer::keep()
{
    if (file_) file_->keep();
}

boost::asio::awaitable<void> MessageBuffer::discard()
{
    if (!file_) co_return;
    auto remove = [&]() -> Result<> {
        file_.reset();
        return {};
    };
    // When the pool is too busy the destructor does it.
    const auto removed = co_await core::offload(disk_, remove);
    static_cast<void>(removed);
}

std::int64_t MessageBuffer::octets() const
{
    return in_file_ + static_cast<std::int64_t>(tail_.size());
}

} // namespace roost::delivery
