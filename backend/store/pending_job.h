// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/store/stores.h"
#include "shared/base/result.h"

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <optional>
#include <type_traits>

namespace roost::store {

/// Whether the answer that follows promises something.
enum class Promise {
    durable, // delivery, APPEND, COPY, MOVE, accounts, settings: fsync before the caller resumes
    relaxed, // flags, expunges, last-seen: survives a crash of the process, a power cut may undo it
};

/// How the one who waits for a job is told that its result is there.
class Resumption {
public:
    virtual ~Resumption() = default;
    virtual void resume() = 0;

    /// Where to resume; empty: on the store thread, at once.
    boost::asio::any_io_executor executor;
};

/// A job and its result, in the frame of the one who waits.
class PendingJob {
public:
    explicit PendingJob(Promise wanted) : promise(wanted) {}
    PendingJob(const PendingJob&) = delete;
    PendingJob& operator=(const PendingJob&) = delete;
    virtual ~PendingJob() = default;

    /// Whether what the job did shall stay.
    virtual bool run(Stores& stores) = 0;
    /// Puts `error` in the place of the result.
    virtual void fail(const Error& error) = 0;

    const Promise promise;
    std::unique_ptr<Resumption> resumption;
};

template <class Job>
class TypedJob final : public PendingJob {
public:
    using Answer = std::invoke_result_t<Job&, Stores&>;

    TypedJob(Job& job, Promise wanted) : PendingJob(wanted), job_(job) {}
    bool run(Stores& stores) override
    {
        answer_.emplace(job_(stores));
        return answer_->has_value();
    }
    void fail(const Error& error) override { answer_.emplace(error); }
    Answer take() { return std::move(*answer_); }

private:
    Job& job_;
    std::optional<Answer> answer_;
};

} // namespace roost::store
