import { itHoldsTheRepositoryContract } from '../../../test/contracts/chat-repository.contract.js';
import { fileRepositorySubject } from '../../../test/support/file-repository-subject.js';

describe('FileChatRepository', () => {
  itHoldsTheRepositoryContract(fileRepositorySubject);
});
