using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Federation.Exchange.Tests;

/// <summary>Fails the first statements of one kind.</summary>
internal sealed class FailingStatements(string kind, int count, Exception fault) : DbCommandInterceptor
{
    private int left = count;

    public int Left => left;

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default) =>
        Strike(command) ? throw fault : ValueTask.FromResult(result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result,
        CancellationToken cancellationToken = default) =>
        Strike(command) ? throw fault : ValueTask.FromResult(result);

    private bool Strike(DbCommand command) =>
        command.CommandText.Contains(kind, StringComparison.Ordinal) && left > 0
        && Interlocked.Decrement(ref left) >= 0;
}
