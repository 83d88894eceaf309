using System.Collections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Federation.Hosting;

/// <summary>
/// Writes many rows in one transaction. On PostgreSQL each table is one statement, whatever the number of rows, and all
/// of them are one round trip: a statement for each row costs more than the row (docs/performance.md, Many rows). On
/// the other databases EF Core writes them.
/// </summary>
/// <param name="db">A context with which nothing else is done meanwhile.</param>
public sealed class ManyRows(ModuleDb db)
{
    private readonly List<NpgsqlBatchCommand> statements = [];
    private readonly List<Func<CancellationToken, Task>> steps = [];

    /// <summary>Adds rows. Where one is there already, nothing is written, and the database's error says so.</summary>
    public ManyRows AddNew<TRow>(IReadOnlyList<TRow> rows)
        where TRow : class => Add(rows, "", cancel => AddNewAsync(rows, cancel));

    /// <summary>Adds rows. One that is there already, by its key or by what else is unique, is left as it is.</summary>
    /// <param name="rows">The rows, of different keys.</param>
    public ManyRows Add<TRow>(IReadOnlyList<TRow> rows)
        where TRow : class => Add(rows, " ON CONFLICT DO NOTHING", cancel => AddAsync(rows, cancel));

    /// <summary>Sets one column of rows that are there, where it is null. A row that is not there is passed
    /// over.</summary>
    /// <param name="property">The property of the column.</param>
    /// <param name="values">What it becomes, by the rows' keys, which are different ones.</param>
    public ManyRows Fill<TRow, TKey, TValue>(string property, IReadOnlyList<(TKey Key, TValue Value)> values)
        where TRow : class
        where TKey : notnull
        where TValue : struct
    {
        if (values.Count == 0)
            return this;
        if (db.Database.IsNpgsql())
            statements.Add(Update(TableOf<TRow>(), property, values));
        else
            steps.Add(cancel => FillAsync<TRow, TKey, TValue>(property, values, cancel));
        return this;
    }

    /// <summary>Writes all of it, or nothing; in the transaction that is open, or in one of its own.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        if (statements.Count > 0)
            await RunAsync(cancel);
        if (steps.Count == 0)
            return;
        var isOpen = db.Database.CurrentTransaction is not null;
        using var turn = isOpen ? null : await db.WriterTurnAsync(cancel);
        await using var own = isOpen ? null : await db.Database.BeginTransactionAsync(cancel);
        foreach (var step in steps)
            await step(cancel);
        if (own is not null)
            await own.CommitAsync(cancel);
    }

    private ManyRows Add<TRow>(IReadOnlyList<TRow> rows, string onConflict, Func<CancellationToken, Task> step)
        where TRow : class
    {
        if (rows.Count == 0)
            return this;
        if (db.Database.IsNpgsql())
            statements.Add(Insert(TableOf<TRow>(), rows, onConflict));
        else
            steps.Add(step);
        return this;
    }

    private IEntityType TableOf<TRow>() => db.Model.FindEntityType(typeof(TRow))
        ?? throw new InvalidOperationException($"{typeof(TRow).Name} is no table of {db.Schema}.");

    private async Task RunAsync(CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            // The statements of a batch are one transaction.
            await using var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection());
            foreach (var statement in statements)
                batch.BatchCommands.Add(statement);
            await batch.ExecuteNonQueryAsync(cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>By their keys' order, in which all add rows: two that add the same ones do not wait for each
    /// other.</summary>
    private static NpgsqlBatchCommand Insert<TRow>(
        IEntityType table, IReadOnlyList<TRow> rows, string onConflict)
        where TRow : class
    {
        var columns = table.GetProperties().ToList();
        var names = string.Join(", ", columns.Select(NameOf));
        var keys = string.Join(", ", KeyOf(table).Select(k => "u." + NameOf(k)));
        var statement = new NpgsqlBatchCommand(
            $"INSERT INTO {FullName(table)} ({names}) SELECT * FROM {Unnest(columns)} AS u({names}) "
            + $"ORDER BY {keys}{onConflict}");
        foreach (var column in columns)
        {
            var read = column.GetGetter();
            statement.Parameters.Add(ArrayOf(column, rows, row => read.GetClrValue(row)));
        }
        return statement;
    }

    /// <summary>The rows are locked in the order of their keys before they are changed. That the column is null is no
    /// condition: an index of just those rows would be read, with all that have left it and were not cleaned up
    /// yet.</summary>
    private static NpgsqlBatchCommand Update<TKey, TValue>(
        IEntityType table, string property, IReadOnlyList<(TKey Key, TValue Value)> values)
    {
        var (key, column) = (KeyOf(table).Single(), table.GetProperty(property));
        var (keyName, name, full) = (NameOf(key), NameOf(column), FullName(table));
        var statement = new NpgsqlBatchCommand(
            $"WITH locked AS (SELECT {keyName} FROM {full} WHERE {keyName} = ANY($1) ORDER BY {keyName} FOR UPDATE) "
            + $"UPDATE {full} AS t SET {name} = coalesce(t.{name}, u.value) "
            + $"FROM locked JOIN {Unnest([key, column])} AS u(key, value) ON u.key = locked.{keyName} "
            + $"WHERE t.{keyName} = locked.{keyName}");
        statement.Parameters.Add(ArrayOf(key, values, v => v.Key));
        statement.Parameters.Add(ArrayOf(column, values, v => v.Value));
        return statement;
    }

    private static string Unnest(IEnumerable<IProperty> columns) =>
        $"unnest({string.Join(", ", columns.Select((c, i) => $"${i + 1}::{TypeOf(c)}[]"))})";

    private static IReadOnlyList<IProperty> KeyOf(IEntityType table) => table.FindPrimaryKey()!.Properties;

    private static string NameOf(IProperty column) => column.GetColumnName();

    private static string FullName(IEntityType table) => $"{table.GetSchema()}.{table.GetTableName()}";

    private static string TypeOf(IProperty column) => column.GetRelationalTypeMapping().StoreTypeNameBase;

    /// <summary>The values of a column as the array that its type has.</summary>
    private static NpgsqlParameter ArrayOf<T>(IProperty column, IReadOnlyList<T> rows, Func<T, object?> read)
    {
        var convert = column.GetRelationalTypeMapping().Converter;
        var type = convert?.ProviderClrType ?? Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType;
        if (type.IsValueType && column.IsNullable)
            type = typeof(Nullable<>).MakeGenericType(type);
        IList values = Array.CreateInstance(type, rows.Count);
        for (var i = 0; i < rows.Count; i++)
            values[i] = read(rows[i]) is { } value ? convert?.ConvertToProvider(value) ?? value : null;
        return new NpgsqlParameter { Value = values, DataTypeName = TypeOf(column) + "[]" };
    }

    private async Task AddAsync<TRow>(IReadOnlyList<TRow> rows, CancellationToken cancel)
        where TRow : class
    {
        // One that is there already must not be in the others' way.
        if (!await TryAddAsync(rows, cancel) && rows.Count > 1)
            foreach (var row in rows)
                await TryAddAsync([row], cancel);
    }

    /// <returns>False where one is there, so that none was written.</returns>
    private async Task<bool> TryAddAsync<TRow>(IEnumerable<TRow> rows, CancellationToken cancel)
        where TRow : class
    {
        try
        {
            await AddNewAsync(rows, cancel);
            return true;
        }
        catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
        {
            return false;
        }
    }

    private async Task AddNewAsync<TRow>(IEnumerable<TRow> rows, CancellationToken cancel)
        where TRow : class
    {
        db.ChangeTracker.Clear();
        // The rows alone, not what they lead to.
        foreach (var row in rows)
            db.Entry(row).State = EntityState.Added;
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    private async Task FillAsync<TRow, TKey, TValue>(
        string property, IReadOnlyList<(TKey Key, TValue Value)> values, CancellationToken cancel)
        where TRow : class
        where TKey : notnull
        where TValue : struct
    {
        var column = KeyOf(TableOf<TRow>()).Single();
        var (key, keys) = (column.Name, values.Select(v => v.Key).ToList());
        var value = values.ToDictionary(v => v.Key, v => v.Value, (ValueComparer<TKey>)column.GetKeyValueComparer());
        var open = await db.Set<TRow>()
            .Where(r => keys.Contains(EF.Property<TKey>(r, key)) && EF.Property<TValue?>(r, property) == null)
            .ToListAsync(cancel);
        foreach (var row in open.Select(db.Entry))
            row.Property(property).CurrentValue = value[(TKey)row.Property(key).CurrentValue!];
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }
}
