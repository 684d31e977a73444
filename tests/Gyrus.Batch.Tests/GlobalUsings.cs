global using Gyrus.Cli.Tests;
global using Gyrus.Testing;
global using Xunit;
