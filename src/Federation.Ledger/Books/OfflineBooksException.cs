using Federation.Hosting;
using Federation.Ledger.V1;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Federation.Ledger;

/// <summary>The books cannot be read. The message is a sentence for people.</summary>
public sealed class OfflineBooksException(string message, Exception? inner = null) : Exception(message, inner);
