/** Says how many files knip looked at, which its own reporters keep to themselves. */
export default ({ counters }) => {
  console.log(`Looked at ${counters.processed} files`);
};
